/** The far end of a port in unit tests: keeps what is posted, says what a test has it say, and dies when told. */
import type { PortLike } from './document-port.ts';

export class FakePort implements PortLike {
  readonly posted: unknown[] = [];
  broken = false;
  readonly #hear: ((message: unknown) => void)[] = [];
  readonly #end: (() => void)[] = [];
  readonly onMessage = { addListener: (f: (message: unknown) => void) => void this.#hear.push(f) };
  readonly onDisconnect = { addListener: (f: () => void) => void this.#end.push(f) };
  postMessage(message: unknown): void {
    if (this.broken) throw new Error('Attempting to use a disconnected port object');
    this.posted.push(message);
  }
  disconnect(): void {
    this.broken = true;
  }
  tell(message: unknown): void {
    for (const hear of this.#hear) hear(message);
  }
  die(): void {
    this.broken = true;
    for (const end of this.#end) end();
  }
}
