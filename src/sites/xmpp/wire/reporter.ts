/**
 * The hook's side of the channel to the content script. What is said before the content script first asks is kept for
 * it; whether we are connected is told in the answer.
 */
import * as v from 'valibot';
import { type FromWire, ToWire, WIRE_EVENT } from '#channel/wire.ts';

/** Events kept for a content script that is not there yet; beyond that the oldest are dropped. */
const KEPT = 1000;

export class Reporter {
  readonly #document: Document;
  #kept: FromWire[] | undefined = [];

  constructor(document: Document) {
    this.#document = document;
  }

  /** `connected` and `disconnected` are not kept, but said: the content script may wait for the page to speak XMPP. */
  say(event: FromWire): void {
    if (this.#kept === undefined || event.type === 'connected' || event.type === 'disconnected') {
      this.#dispatch(event);
      return;
    }
    this.#kept.push(event);
    if (this.#kept.length > KEPT) this.#kept.shift();
  }

  /** The content script listens: tells `state`, then what was kept. */
  heard(state: FromWire): void {
    const kept = this.#kept ?? [];
    this.#kept = undefined;
    this.#dispatch(state);
    for (const event of kept) this.#dispatch(event);
  }

  #dispatch(event: FromWire): void {
    this.#document.dispatchEvent(new CustomEvent(WIRE_EVENT, { detail: JSON.stringify(event) }));
  }
}

/** Undefined for anything but a command of the channel's. */
export function commandOf(event: Event): ToWire | undefined {
  try {
    const parsed = v.safeParse(ToWire, JSON.parse((event as CustomEvent<string>).detail));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
