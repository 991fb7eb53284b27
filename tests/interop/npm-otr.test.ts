/** Our engine and npm otr 0.2.16, the core rows: AKE from both sides, data, fragments, SMP, the end. */
import { createRequire } from 'node:module';
import { describe, expect, it, vi } from 'vitest';
import { peerFingerprint, status } from '#otr/engine.ts';
import { Party, type PartyOptions } from '#tests/otr/party.ts';
import { hexOf, recordedKey } from '#tests/vectors/otrv3-transcript.ts';

interface TheirKey {
  fingerprint(): string;
}

/** The part of the package that is used; it brings no types. */
interface TheirOtr {
  readonly msgstate: number;
  readonly their_priv_pk: TheirKey;
  on(event: 'ui', listener: (text: string, encrypted: boolean) => void): void;
  on(event: 'io', listener: (text: string) => void): void;
  on(event: 'error', listener: (error: string, severity: string) => void): void;
  on(event: 'smp', listener: (type: string, data: unknown, act?: string) => void): void;
  receiveMsg(text: string): void;
  sendMsg(text: string): void;
  sendQueryMsg(): void;
  smpSecret(secret: string, question?: string): void;
  endOtr(done: () => void): void;
}

interface Package {
  readonly DSA: new () => TheirKey;
  readonly OTR: {
    new (options: object): TheirOtr;
    readonly CONST: { readonly MSGSTATE_ENCRYPTED: number; readonly MSGSTATE_FINISHED: number };
    makeInstanceTag(): string;
  };
}

const { DSA, OTR } = createRequire(import.meta.url)('otr') as Package;

// Takes two seconds; one will do for all.
const theirKey = new DSA();

interface Pair {
  readonly alice: Party;
  readonly bob: TheirOtr;
  readonly shown: { readonly text: string; readonly encrypted: boolean }[];
  readonly errors: string[];
  readonly smp: { readonly type: string; readonly data: unknown }[];
  /** Carries texts both ways until `done`. */
  until(done: () => boolean): Promise<void>;
}

function strangers(options: PartyOptions = {}, fragmentSize = 0): Pair {
  const alice = new Party('alice', 61, options);
  const bob = new OTR({
    priv: theirKey,
    instance_tag: OTR.makeInstanceTag(),
    fragment_size: fragmentSize,
    send_interval: 0,
  });
  const pair = { alice, bob, shown: [], errors: [], smp: [] } as Omit<Pair, 'until'>;
  bob.on('ui', (text, encrypted) => pair.shown.push({ text, encrypted }));
  bob.on('error', (error) => pair.errors.push(error));
  bob.on('smp', (type, data) => pair.smp.push({ type, data }));
  bob.on('io', (text) => {
    alice.receive(text);
  });
  const until = (done: () => boolean) =>
    vi.waitUntil(
      () => {
        for (const text of alice.take()) bob.receiveMsg(text);
        return done();
      },
      { timeout: 30_000, interval: 5 },
    );
  return { ...pair, until: async (done) => void (await until(done)) };
}

const isPrivate = ({ alice, bob }: Pair): boolean =>
  status(alice.state) === 'encrypted' && bob.msgstate === OTR.CONST.MSGSTATE_ENCRYPTED;

/** They ask, so that the commitment is ours: see the row 'we ask'. */
async function privatePair(options: PartyOptions = {}, fragmentSize = 0): Promise<Pair> {
  const pair = strangers(options, fragmentSize);
  pair.bob.sendQueryMsg();
  await pair.until(() => isPrivate(pair));
  return pair;
}

function expectKnown({ alice, bob }: Pair): void {
  expect(hexOf(peerFingerprint(alice.state) ?? new Uint8Array())).toBe(theirKey.fingerprint());
  expect(bob.their_priv_pk.fingerprint()).toBe(recordedKey('alice').fingerprint);
}

describe('AKE', () => {
  it('they ask', async () => {
    expectKnown(await privatePair());
  });

  // Of the keys r that npm otr draws, it encrypts its commitment wrongly under those that begin with four zero bits.
  it('we ask, and ask again where their commitment cannot be opened', async () => {
    const pair = strangers();
    const refused = () => pair.alice.names().includes('malformed');
    do {
      pair.alice.do({ type: 'end' });
      pair.alice.events.length = 0;
      pair.alice.do({ type: 'start' });
      await pair.until(() => isPrivate(pair) || refused());
    } while (refused());
    expectKnown(pair);
  });
});

describe('data', () => {
  it.each([
    [0, 100_000],
    [256, 100_000],
    [256, 300],
  ])('padded to %i, at most %i characters: 10 texts each way, in order', async (padTo, maxText) => {
    const pair = await privatePair({ padTo, maxText }, maxText === 300 ? 300 : 0);
    const texts = Array.from({ length: 10 }, (_, index) => `Grüße ${index} 👋 ${'x'.repeat(index * 50)}`);
    for (const [index, text] of texts.entries()) {
      pair.alice.send(text);
      pair.bob.sendMsg(text);
      if (index % 3 === 0) await pair.until(() => pair.shown.length === index + 1);
    }
    await pair.until(() => pair.shown.length === 10 && pair.alice.shown.length === 10);
    expect(pair.shown).toEqual(texts.map((text) => ({ text, encrypted: true })));
    expect(pair.alice.shown).toEqual(texts.map((text) => ({ text, protection: 'private' })));
    expect(pair.errors).toEqual([]);
  });

  it('new keys in between', async () => {
    const pair = await privatePair();
    const count = () => pair.alice.names().filter((name) => name === 'private').length;
    pair.bob.sendQueryMsg();
    await pair.until(() => count() === 2);
    pair.alice.send('after');
    await pair.until(() => pair.shown.length === 1);
    expect(pair.shown).toEqual([{ text: 'after', encrypted: true }]);
  });
});

describe('SMP', () => {
  it.each([
    ['s', 's', undefined],
    ['s', 's', 'why?'],
    ['s', 'not s', 'why?'],
  ])('we ask for %s, they answer %s, question %s', async (ours, theirs, question) => {
    const pair = await privatePair();
    pair.alice.do({ type: 'smp-start', secret: ours, ...(question === undefined ? {} : { question }) });
    await pair.until(() => pair.smp.some(({ type }) => type === 'question'));
    pair.bob.smpSecret(theirs);
    await pair.until(() => pair.smp.some(({ type }) => type === 'trust'));
    const same = ours === theirs;
    await pair.until(() => pair.alice.names().includes(same ? 'smp-succeeded' : 'smp-failed'));
    expect(pair.smp.find(({ type }) => type === 'trust')?.data).toBe(same);
  });

  it.each([
    ['s', 's', undefined],
    ['s', 's', 'why?'],
    ['s', 'not s', undefined],
  ])('they ask for %s, we answer %s, question %s', async (theirs, ours, question) => {
    const pair = await privatePair();
    pair.bob.smpSecret(theirs, question);
    await pair.until(() => pair.alice.names().includes('smp-asked'));
    expect(pair.alice.events.at(-1)).toMatchObject(question === undefined ? {} : { question });
    pair.alice.do({ type: 'smp-answer', secret: ours });
    const same = ours === theirs;
    await pair.until(() => pair.smp.some(({ type }) => type === 'trust'));
    await pair.until(() => pair.alice.names().includes(same ? 'smp-succeeded' : 'smp-failed'));
    expect(pair.smp.find(({ type }) => type === 'trust')?.data).toBe(same);
  });
});

describe('the end', () => {
  it('we end: they are told', async () => {
    const pair = await privatePair();
    pair.alice.do({ type: 'end' });
    await pair.until(() => pair.bob.msgstate === OTR.CONST.MSGSTATE_FINISHED);
  });

  it('they end: we are told', async () => {
    const pair = await privatePair();
    pair.bob.endOtr(() => undefined);
    await pair.until(() => status(pair.alice.state) === 'finished');
    expect(pair.alice.events.at(-1)).toEqual({ name: 'ended', by: 'peer' });
  });
});
