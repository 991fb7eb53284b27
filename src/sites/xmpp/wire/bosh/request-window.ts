/**
 * Keeps the requests at the server as few as it allows (XEP-0124, section 11): a page that believes one answered sends
 * one too many, and several at once may overtake each other on their way.
 */
import { guard } from '#sites/xmpp/wire/transport.ts';

export class RequestWindow<T extends { readonly rid: number }> {
  /** What the server allows. */
  size = 2;
  readonly #started = new Set<T>();
  #waiting: { readonly request: T; readonly send: () => void }[] = [];

  /** `send` is called at once, or when the server has answered another. */
  start(request: T, send: () => void, isUrgent: boolean): void {
    if (isUrgent || this.#started.size < this.size) {
      this.#started.add(request);
      send();
    } else this.#waiting.push({ request, send });
  }

  /** Answered, failed, or given up. */
  end(request: T): void {
    this.#started.delete(request);
    this.#waiting = this.#waiting.filter((one) => one.request !== request);
    this.#startNext();
  }

  #startNext(): void {
    const next = this.#waiting.sort((one, other) => one.request.rid - other.request.rid)[0];
    if (next === undefined || this.#started.size >= this.size) return;
    this.#waiting.shift();
    guard(() => this.start(next.request, next.send, true));
    this.#startNext();
  }
}
