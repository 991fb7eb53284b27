/** One queue for each key: jobs of one key run one after the other, jobs of different keys side by side. */
export class KeyedQueue {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs `job` after all earlier ones of this key; a job that throws does not stop later ones. */
  async run<T>(key: string, job: () => Promise<T>): Promise<T> {
    const turn = (this.#tails.get(key) ?? Promise.resolve()).then(job, job);
    this.#tails.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#tails.get(key) === turn) this.#tails.delete(key);
    }
  }

  /** Resolves when all jobs given so far have ended. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#tails.values());
  }
}
