/** One side of a conversation for tests: the engine with a clock that stands still and randomness from a seed. */
import { createCipheriv } from 'node:crypto';
import type { DsaKeyPair } from '#otr/crypto/dsa.ts';
import { isLive, type LiveInstance } from '#otr/data-out.ts';
import { newConversation, type OtrState, step } from '#otr/engine.ts';
import type { Effect, Env, Input, OtrEvent, Policy } from '#otr/engine-types.ts';
import { chosenInstance } from '#otr/instances.ts';
import { MANUAL_POLICY } from '#otr/policy.ts';
import { identityOf, type Side } from '#tests/vectors/otrv3-transcript.ts';

/** The same bytes for the same seed, on every run. */
export function seededRandom(seed: number): (length: number) => Uint8Array {
  const key = Buffer.alloc(16);
  key.writeUInt32BE(seed >>> 0);
  const stream = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
  return (length) => Uint8Array.from(stream.update(Buffer.alloc(length)));
}

export interface PartyOptions {
  readonly identity?: DsaKeyPair;
  readonly policy?: Partial<Policy>;
  readonly maxText?: number;
  readonly padTo?: number;
}

export class Party {
  state: OtrState;
  now = 1_700_000_000_000;
  maxText: number;
  padTo: number;
  policy: Policy;
  /** Texts for the wire that nobody has taken yet. */
  readonly wire: string[] = [];
  /** What the user saw, in order. */
  readonly shown: { readonly text: string; readonly protection: 'private' | 'plain' }[] = [];
  readonly events: OtrEvent[] = [];
  readonly #random: (length: number) => Uint8Array;
  readonly #identity: DsaKeyPair;

  constructor(side: Side, seed: number, options: PartyOptions = {}) {
    this.#random = seededRandom(seed * 2 + (side === 'alice' ? 0 : 1));
    this.#identity = options.identity ?? identityOf(side);
    this.policy = { ...MANUAL_POLICY, ...options.policy };
    this.maxText = options.maxText ?? 100_000;
    this.padTo = options.padTo ?? 0;
    this.state = newConversation({ random: this.#random });
  }

  get env(): Env {
    return {
      now: this.now,
      random: this.#random,
      identity: this.#identity,
      policy: this.policy,
      maxText: this.maxText,
      padTo: this.padTo,
    };
  }

  /** Does one step, keeps what comes of it, and returns the effects. */
  do(input: Input): readonly Effect[] {
    const { state, effects } = step(this.state, input, this.env);
    this.state = state;
    for (const effect of effects) this.#note(effect);
    return effects;
  }

  receive(text: string, live = true): readonly Effect[] {
    return this.do({ type: 'receive', text, live });
  }

  send(text: string, id = 'id'): readonly Effect[] {
    return this.do({ type: 'send', id, text });
  }

  names(): string[] {
    return this.events.map((event) => event.name);
  }

  /** The chosen instance; throws when it has no session. */
  get live(): LiveInstance {
    const chosen = chosenInstance(this.state);
    if (!isLive(chosen)) throw new Error('no session');
    return chosen;
  }

  /** Takes what waits for the wire. */
  take(): string[] {
    return this.wire.splice(0);
  }

  #note(effect: Effect): void {
    switch (effect.type) {
      case 'send':
        this.wire.push(effect.text);
        break;
      case 'show':
        this.shown.push({ text: effect.text, protection: effect.protection });
        break;
      case 'event':
        this.events.push(effect.event);
        break;
    }
  }
}

/** Carries texts both ways until nobody has anything to say. */
export function settle(left: Party, right: Party): void {
  while (left.wire.length + right.wire.length > 0) {
    for (const text of left.take()) right.receive(text);
    for (const text of right.take()) left.receive(text);
  }
}

/** Two parties in MSGSTATE_ENCRYPTED, with what led there forgotten. */
export function privatePair(seed = 1, options: PartyOptions = {}): { alice: Party; bob: Party } {
  const alice = new Party('alice', seed, options);
  const bob = new Party('bob', seed, options);
  alice.do({ type: 'start' });
  settle(alice, bob);
  for (const party of [alice, bob]) {
    party.events.length = 0;
    party.shown.length = 0;
  }
  return { alice, bob };
}
