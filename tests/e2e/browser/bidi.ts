/** A connection that speaks WebDriver BiDi (W3C): commands, each with its answer. */
import { WebSocket } from 'ws';

interface Waiter {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class Bidi {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiter>();
  #count = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#hear(String(data)));
    socket.on('close', () => this.#fail());
  }

  /** `url`: what the browser printed. Begins a session. */
  static async connect(url: string): Promise<Bidi> {
    const socket = new WebSocket(new URL('/session', url));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const bidi = new Bidi(socket);
    await bidi.send('session.new', { capabilities: {} });
    return bidi;
  }

  /** @throws {Error} with the browser's words, when it refused */
  send(method: string, params: object): Promise<unknown> {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  close(): void {
    this.#socket.close();
  }

  #hear(text: string): void {
    const { id, result, error, message } = JSON.parse(text);
    const waiter = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiter?.resolve(result);
    else waiter?.reject(new Error(`${error}: ${message}`));
  }

  #fail(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('The browser is gone.'));
    this.#waiting.clear();
  }
}
