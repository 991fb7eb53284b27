/**
 * Two engines under a fake clock and a wire that drops, repeats, reorders, damages and delays whatever it likes: what the
 * users do and what the wire does are chosen from outside, and the rules that hold whatever happens are checked.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { status, wakeAt } from '#otr/engine.ts';
import { RESENT_MARK } from '#otr/healing.ts';
import type { Party } from './party.ts';

type Who = 'alice' | 'bob';

export type Act =
  | { readonly do: 'say' | 'start' | 'end' | 'reload'; readonly who: Who }
  /** What the wire does with the message at `place` of those on the way to `who`. */
  | {
      readonly do: 'deliver' | 'drop' | 'repeat' | 'damage' | 'late';
      readonly who: Who;
      readonly place: number;
    }
  /** The wire says something of its own: anybody can. */
  | { readonly do: 'forge'; readonly who: Who; readonly text: string }
  | { readonly do: 'wait'; readonly seconds: number };

const who = fc.constantFrom<Who>('alice', 'bob');
/** Mostly the oldest. */
const place = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(5) });

const user = (kind: 'say' | 'start' | 'end' | 'reload') => fc.record({ do: fc.constant(kind), who });
const wire = (kind: 'deliver' | 'drop' | 'repeat' | 'damage' | 'late') =>
  fc.record({ do: fc.constant(kind), who, place });

export const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: user('say') },
  { weight: 2, arbitrary: user('start') },
  { weight: 1, arbitrary: user('end') },
  { weight: 1, arbitrary: user('reload') },
  { weight: 14, arbitrary: wire('deliver') },
  { weight: 3, arbitrary: wire('drop') },
  { weight: 3, arbitrary: wire('repeat') },
  { weight: 2, arbitrary: wire('damage') },
  { weight: 1, arbitrary: wire('late') },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 20, 61) }),
  },
);

const OTHER: Readonly<Record<Who, Who>> = { alice: 'bob', bob: 'alice' };

/** One character in the middle is another one. */
function damaged(text: string): string {
  const at = Math.floor(text.length / 2);
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

export class HostileWorld {
  readonly parties: Readonly<Record<Who, Party>>;
  /** Texts on their way to each. */
  readonly #toward: Record<Who, string[]> = { alice: [], bob: [] };
  readonly #said: Record<Who, Set<string>> = { alice: new Set(), bob: new Set() };
  #count = 0;

  /** `create` makes a party, with nothing said yet. */
  constructor(create: (side: Who) => Party) {
    this.parties = { alice: create('alice'), bob: create('bob') };
  }

  perform(next: Act): void {
    switch (next.do) {
      case 'say':
        this.say(next.who);
        break;
      case 'start':
      case 'end':
        this.parties[next.who].do({ type: next.do });
        break;
      case 'reload':
        this.parties[next.who].state = structuredClone(this.parties[next.who].state);
        break;
      case 'forge':
        this.parties[next.who].receive(next.text);
        break;
      case 'wait':
        this.wait(next.seconds * 1000);
        break;
      default:
        this.#meddle(next.do, next.who, next.place);
    }
    this.#collect();
  }

  /** Says something that was never said before; asks for privacy where it is refused for want of it. */
  say(by: Who): void {
    const party = this.parties[by];
    const text = `${by} ${this.#count++}`;
    this.#said[by].add(text);
    party.events.length = 0;
    party.send(text, text);
    if (party.names().includes('blocked')) party.do({ type: 'start' });
    this.#collect();
  }

  /** Time passes for both, and they are woken when they asked to be. */
  wait(milliseconds: number): void {
    for (const party of Object.values(this.parties)) {
      party.now += milliseconds;
      const due = wakeAt(party.state);
      if (due !== undefined && due <= party.now) party.do({ type: 'tick' });
    }
    this.#collect();
  }

  /** The wire is good from now on: all that is on its way arrives. */
  settle(): void {
    this.#collect();
    let rounds = 0;
    while (this.#toward.alice.length + this.#toward.bob.length > 0) {
      rounds += 1;
      expect(rounds, 'the two never stop talking').toBeLessThan(60);
      for (const to of ['alice', 'bob'] as const) {
        for (const text of this.#toward[to].splice(0)) this.parties[to].receive(text);
        this.#collect();
      }
    }
  }

  get arePrivate(): boolean {
    return Object.values(this.parties).every(({ state }) => status(state) === 'encrypted');
  }

  /** No text shown twice, none that was not said, none in the clear. */
  expectHonest(): void {
    for (const by of ['alice', 'bob'] as const) {
      const shown = this.parties[OTHER[by]].shown.map(({ text }) => text.replace(RESENT_MARK, ''));
      expect(shown.filter((text) => !this.#said[by].has(text))).toEqual([]);
      expect(new Set(shown).size).toBe(shown.length);
      expect(this.parties[by].shown.every(({ protection }) => protection === 'private')).toBe(true);
    }
  }

  /** Within three texts of the users both can read each other again, whatever was before. */
  expectHeals(): void {
    this.settle();
    // Whatever was under way is given up by now.
    this.wait(61_000);
    this.settle();
    const readable: Record<Who, boolean> = { alice: false, bob: false };
    for (let text = 0; text < 3 && !(readable.alice && readable.bob); text++) {
      const by = text % 2 === 0 ? 'alice' : 'bob';
      readable[by] = this.#arrives(by);
      this.wait(31_000);
      this.settle();
    }
    expect(this.arePrivate).toBe(true);
    for (const by of ['alice', 'bob'] as const) expect(readable[by] || this.#arrives(by)).toBe(true);
    for (const { state } of Object.values(this.parties)) {
      expect(state.queue).toEqual([]);
      expect(state.instances.length).toBeLessThanOrEqual(2);
    }
  }

  /** Says something, and whether the other side can read it, now or when it is sent again. */
  #arrives(by: Who): boolean {
    const { shown } = this.parties[OTHER[by]];
    const before = shown.length;
    this.say(by);
    this.settle();
    return shown.length === before + 1;
  }

  #collect(): void {
    for (const by of ['alice', 'bob'] as const) this.#toward[OTHER[by]].push(...this.parties[by].take());
  }

  #meddle(what: 'deliver' | 'drop' | 'repeat' | 'damage' | 'late', to: Who, place: number): void {
    const waiting = this.#toward[to];
    const at = Math.min(place, waiting.length - 1);
    const text = waiting[at];
    if (text === undefined) return;
    if (what !== 'repeat') waiting.splice(at, 1);
    if (what === 'drop') return;
    this.parties[to].receive(what === 'damage' ? damaged(text) : text, what !== 'late');
  }
}
