/**
 * A stream over BOSH that is handled like one over WebSocket: each frame of the page goes with a request of its own, each
 * of the server's with a response of its own, and one request is left with the server.
 */
import type { Bosh } from '#sites/xmpp/wire/bosh/bosh.ts';
import type { Stream } from '#sites/xmpp/wire/stream.ts';
import type { FrameHandler, Rewritten } from '#sites/xmpp/wire/transport.ts';
import { BoshPage, elementsOf, type PageRequest } from './bosh-page.ts';

/** A stream as page and server have it at their ends; ours are sent and heard in between. */
export type StreamEnds = Pick<Stream, 'account' | 'deliver'> &
  Pick<FrameHandler, 'received' | 'sending' | 'sent' | 'passesUnread' | 'closed'>;

let sessions = 0;

export class BoshEnd implements StreamEnds {
  readonly #stream: Stream;
  readonly #page: BoshPage;
  readonly #ours: string[] = [];
  #held: PageRequest;

  constructor(tab: { readonly bosh: Bosh; readonly latest: Stream }) {
    sessions += 1;
    this.#page = BoshPage.begin(tab.bosh, `sid-${sessions}`);
    this.#stream = tab.latest;
    this.#held = this.#page.send();
  }

  get account(): string | undefined {
    return this.#stream.account;
  }

  deliver(id: string, peer: string, text: string): void {
    this.#stream.deliver(id, peer, text);
  }

  passesUnread(): boolean {
    return this.#stream.passesUnread();
  }

  /** All of ours that the server has got, once the page has asked again. */
  ours(): string[] {
    this.#send('');
    return this.#ours;
  }

  received(frame: string): Rewritten {
    if (this.#held.got !== undefined) this.#send('');
    const held = this.#held;
    held.respond(frame);
    this.#held = this.#page.send();
    this.#ours.push(...this.#held.ours);
    return held.got === 'as it is' ? undefined : elementsOf(held.got ?? '').join('');
  }

  sending(frame: string): Rewritten {
    const { isRefused, out } = this.#send(frame);
    if (isRefused) return '';
    return out === elementsOf(`<body>${frame}</body>`)[0] ? undefined : out;
  }

  sent(frame: string): void {
    this.#send(frame);
  }

  closed(): void {
    this.#held.respond('', `type='terminate'`);
  }

  /** What is sent makes the server answer what it held. */
  #send(frame: string): { isRefused: boolean; out: string | undefined } {
    const before = this.#held;
    const isLast = frame.startsWith('<close');
    const request = isLast ? this.#page.send('', `type='terminate'`) : this.#page.send(frame);
    this.#ours.push(...request.ours);
    before.respond();
    this.#held = request;
    return { isRefused: request.isRefused, out: request.frames.at(-1) };
  }
}
