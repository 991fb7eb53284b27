/** This engine as a contender of `npm run bench`; runs in Node and in a browser's worker. */
import { type DsaKeyPair, generateDsaKey } from '#otr/crypto/dsa.ts';
import { newConversation, type OtrState, status, step } from '#otr/engine.ts';
import type { Env, Input, OtrEvent } from '#otr/engine-types.ts';
import { MANUAL_POLICY } from '#otr/policy.ts';
import { type Batches, MESSAGE, type RunName, type Samples } from './runs.ts';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** Two keys for all runs, as libotr and npm otr have. */
let identities: readonly [DsaKeyPair, DsaKeyPair] | undefined;

class Party {
  state: OtrState = newConversation({ random });
  readonly wire: string[] = [];
  readonly events: OtrEvent[] = [];
  shown = 0;
  readonly #env: Env;

  constructor(identity: DsaKeyPair) {
    // The others do not pad.
    this.#env = { now: Date.now(), random, identity, policy: MANUAL_POLICY, maxText: 100_000, padTo: 0 };
  }

  do(input: Input): void {
    const { state, effects } = step(this.state, input, this.#env);
    this.state = state;
    for (const effect of effects) {
      if (effect.type === 'send') this.wire.push(effect.text);
      if (effect.type === 'show') this.shown += 1;
      if (effect.type === 'event') this.events.push(effect.event);
    }
  }

  send(text: string): void {
    this.do({ type: 'send', id: 'id', text });
  }

  receiveAll(texts: readonly string[]): void {
    for (const text of texts) this.do({ type: 'receive', text, live: true });
  }

  take(): string[] {
    return this.wire.splice(0);
  }

  saw(name: OtrEvent['name']): boolean {
    return this.events.some((event) => event.name === name);
  }
}

interface Pair {
  readonly alice: Party;
  readonly bob: Party;
}

function settle({ alice, bob }: Pair): void {
  while (alice.wire.length + bob.wire.length > 0) {
    bob.receiveAll(alice.take());
    alice.receiveAll(bob.take());
  }
}

function strangers(): Pair {
  identities ??= [generateDsaKey(random), generateDsaKey(random)];
  return { alice: new Party(identities[0]), bob: new Party(identities[1]) };
}

function becomePrivate(pair: Pair): Pair {
  pair.alice.do({ type: 'start' });
  settle(pair);
  insist([pair.alice, pair.bob].every(({ state }) => status(state) === 'encrypted'));
  return pair;
}

/** A contender that fails must not look fast. */
function insist(condition: boolean): void {
  if (!condition) throw new Error('the run did not do what it measures');
}

function timed(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

const times = (count: number, sample: () => number): number[] => Array.from({ length: count }, sample);

function keygen(count: number): Samples {
  return { keygen: times(count, () => timed(() => generateDsaKey(random))) };
}

function ake(count: number): Samples {
  const sample = () => {
    const pair = strangers();
    return timed(() => becomePrivate(pair));
  };
  return { ake: times(count, sample) };
}

function oneWay(count: number, batch: number): Samples {
  const { alice, bob } = becomePrivate(strangers());
  const encrypt: number[] = [];
  const decrypt: number[] = [];
  for (let sample = 0; sample < count; sample++) {
    const sending = timed(() => {
      for (let message = 0; message < batch; message++) alice.send(MESSAGE);
    });
    const texts = alice.take();
    bob.shown = 0;
    const receiving = timed(() => bob.receiveAll(texts));
    insist(bob.shown === batch);
    encrypt.push(sending / batch);
    decrypt.push(receiving / batch);
  }
  return { encrypt, decrypt };
}

function pingPong(count: number, batch: number): Samples {
  const { alice, bob } = becomePrivate(strangers());
  const decrypt: number[] = [];
  const whole: number[] = [];
  for (let sample = 0; sample < count; sample++) {
    let [sending, receiving] = [0, 0];
    for (let message = 0; message < batch; message++) {
      const [from, to] = message % 2 === 0 ? [alice, bob] : [bob, alice];
      to.shown = 0;
      sending += timed(() => from.send(MESSAGE));
      const texts = from.take();
      receiving += timed(() => to.receiveAll(texts));
      insist(to.shown === 1);
    }
    decrypt.push(receiving / batch);
    whole.push((sending + receiving) / batch);
  }
  return { 'ping-pong-decrypt': decrypt, 'ping-pong': whole };
}

function smp(count: number): Samples {
  const pair = becomePrivate(strangers());
  const { alice, bob } = pair;
  const sample = () => {
    for (const { events } of [alice, bob]) events.length = 0;
    const time = timed(() => {
      alice.do({ type: 'smp-start', secret: 'secret' });
      settle(pair);
      bob.do({ type: 'smp-answer', secret: 'secret' });
      settle(pair);
    });
    insist(alice.saw('smp-succeeded') && bob.saw('smp-succeeded'));
    return time;
  };
  return { smp: times(count, sample) };
}

export function run(name: RunName, count: number, batches: Batches): Samples {
  switch (name) {
    case 'keygen':
      return keygen(count);
    case 'ake':
      return ake(count);
    case 'one-way':
      return oneWay(count, batches.oneWay);
    case 'ping-pong':
      return pingPong(count, batches.pingPong);
    case 'smp':
      return smp(count);
  }
}
