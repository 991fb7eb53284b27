/**
 * All that the page says over BOSH: tells its requests from others, and which session each belongs to.
 */
import type { Protections } from '#sites/xmpp/wire/protections.ts';
import { BOSH, Body } from './body.ts';
import { type BoshParts, BoshSession } from './bosh-session.ts';
import type { Door, Exchange } from './exchange.ts';

export interface BoshSurroundings extends BoshParts {
  readonly protections: Protections;
}

export class Bosh {
  readonly #parts: BoshSurroundings;
  readonly #endpoints: Set<string>;
  #sessions: BoshSession[] = [];

  constructor(parts: BoshSurroundings) {
    this.#parts = parts;
    this.#endpoints = new Set(parts.memory.readEndpoints());
  }

  /**
   * The page posts this text there. Undefined: it is nothing to us, and goes out as it is; 'refuse': it must not go out,
   * since it cannot be read, and somebody is protected.
   */
  request(url: URL, text: string, door: Door): Exchange | 'refuse' | undefined {
    if (!this.#isEndpoint(url) && !text.includes(BOSH)) return undefined;
    try {
      const body = Body.read(text, this.#parts.xml);
      if (body === undefined) return this.unread(url);
      this.#learn(url);
      return this.#sessionOf(body).request(body, text, door);
    } catch {
      return this.unread(url);
    }
  }

  /** The page posts there what cannot be read as text. */
  unread(url: URL): 'refuse' | undefined {
    return this.#isEndpoint(url) && this.#protectsAnybody() ? 'refuse' : undefined;
  }

  /** Whether what goes there deserves the effort of reading it. */
  mayBeOurs({ origin }: URL): boolean {
    return [...this.#endpoints].some((known) => known.startsWith(`${origin}/`));
  }

  #isEndpoint(url: URL): boolean {
    return this.#endpoints.has(addressOf(url));
  }

  #learn(url: URL): void {
    if (this.#isEndpoint(url)) return;
    this.#endpoints.add(addressOf(url));
    this.#parts.memory.writeEndpoints(() => [...this.#endpoints]);
  }

  #protectsAnybody(): boolean {
    const open = this.#sessions.filter(({ isOver }) => !isOver);
    return open.length > 0
      ? open.some((session) => !session.passesUnread())
      : this.#parts.protections.any(undefined);
  }

  #sessionOf(body: Body): BoshSession {
    this.#sessions = this.#sessions.filter(({ isOver }) => !isOver);
    const sid = body.attribute('sid');
    const known = sid === undefined ? undefined : this.#sessions.find((session) => session.sid === sid);
    if (known !== undefined) return known;
    const session = new BoshSession(this.#parts);
    this.#sessions.push(session);
    if (sid !== undefined) session.goOn(sid);
    return session;
  }
}

/** The same for all spellings that lead a server to the same door, as far as one can know. */
function addressOf({ origin, pathname }: URL): string {
  return origin + pathname.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
}
