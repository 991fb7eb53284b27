/**
 * Puts responses into the order of their requests, which is that in which the server wrote them (XEP-0124, section 7):
 * they come over several connections, and may overtake each other.
 *
 * A response waits for those to earlier requests as long as these are under way, though not for ever: one may have been
 * lost with its connection, without a sound.
 */

/** Milliseconds. */
const PATIENCE = 2000;

export class ResponseOrder<T extends { readonly rid: number }> {
  readonly #later: (ms: number, run: () => void) => () => void;
  readonly #take: (request: T, raw: string) => void;
  #early: { readonly request: T; readonly raw: string }[] = [];
  #patience: (() => void) | undefined;

  /** @param take gets the responses in order */
  constructor(later: (ms: number, run: () => void) => () => void, take: (request: T, raw: string) => void) {
    this.#later = later;
    this.#take = take;
  }

  /** @param oldest the lowest id of those under way still; infinite when there is none */
  arrived(request: T, raw: string, oldest: number): void {
    this.#early = [...this.#early, { request, raw }].sort(
      (one, other) => one.request.rid - other.request.rid,
    );
    this.release(oldest);
  }

  release(oldest: number): void {
    for (
      let next = this.#early[0];
      next !== undefined && !(next.request.rid > oldest);
      next = this.#early[0]
    ) {
      this.#early.shift();
      this.#take(next.request, next.raw);
    }
    if (this.#early.length === 0) {
      this.#patience?.();
      this.#patience = undefined;
    }
    if (this.#early.length === 0 || this.#patience !== undefined) return;
    this.#patience = this.#later(PATIENCE, () => {
      this.#patience = undefined;
      this.release(Number.POSITIVE_INFINITY);
    });
  }
}
