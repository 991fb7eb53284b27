// @ts-check
/** npm otr as a contender of `npm run bench`. */
import { createRequire } from 'node:module';

/** @typedef {import('./runs.ts').Samples} Samples */

/**
 * @typedef {object} Party what we use of an OTR of npm otr
 * @property {(text: string) => void} receiveMsg
 * @property {(text: string) => void} sendMsg
 * @property {() => void} sendQueryMsg
 * @property {(secret: string) => void} smpSecret
 * @property {(event: string, listener: (...args: string[]) => void) => void} on
 * @property {(text: string | readonly string[]) => void} io
 * @property {number} msgstate
 * @property {boolean} ALLOW_V2
 */

/** @type {{ DSA: new (file?: null, options?: object) => object, OTR: new (options: { priv: object }) => Party }} */
const { DSA, OTR } = createRequire(import.meta.url)('otr');

const ENCRYPTED = 1;
/** It would use those of the last key again. */
const NEW_PRIMES = { nocache: true };

/** @type {[object, object] | undefined} */
let identities;

function newParty(/** @type {object} */ priv) {
  const otr = new OTR({ priv });
  otr.ALLOW_V2 = false;
  const party = {
    otr,
    /** @type {string[]} */
    wire: [],
    shown: 0,
    asked: false,
    trusted: false,
  };
  // Its own sends after a timeout, which is not what is measured.
  otr.io = (text) => party.wire.push(...[text].flat());
  otr.on('ui', () => {
    party.shown += 1;
  });
  otr.on('smp', (type) => {
    if (type === 'question') party.asked = true;
    if (type === 'trust') party.trusted = true;
  });
  return party;
}

function strangers() {
  identities ??= [new DSA(null, NEW_PRIMES), new DSA(null, NEW_PRIMES)];
  return { alice: newParty(identities[0]), bob: newParty(identities[1]) };
}

/** @typedef {ReturnType<typeof strangers>} Pair */

/** @param {Pair} pair */
function settle({ alice, bob }) {
  while (alice.wire.length + bob.wire.length > 0) {
    for (const text of alice.wire.splice(0)) bob.otr.receiveMsg(text);
    for (const text of bob.wire.splice(0)) alice.otr.receiveMsg(text);
  }
}

/** @param {Pair} pair */
function becomePrivate(pair) {
  pair.alice.otr.sendQueryMsg();
  settle(pair);
  insist([pair.alice, pair.bob].every(({ otr }) => otr.msgstate === ENCRYPTED));
  return pair;
}

/** A contender that fails must not look fast. @param {boolean} condition */
function insist(condition) {
  if (!condition) throw new Error('the run did not do what it measures');
}

/** @param {() => void} act */
function timed(act) {
  const start = performance.now();
  act();
  return performance.now() - start;
}

/**
 * @param {number} count
 * @param {() => number} sample
 */
const times = (count, sample) => Array.from({ length: count }, sample);

/** @param {number} count @returns {Samples} */
function keygen(count) {
  return { keygen: times(count, () => timed(() => new DSA(null, NEW_PRIMES))) };
}

/** @param {number} count @returns {Samples} */
function ake(count) {
  const sample = () => {
    const pair = strangers();
    return timed(() => becomePrivate(pair));
  };
  return { ake: times(count, sample) };
}

/** @param {number} count @param {number} batch @param {string} text @returns {Samples} */
function oneWay(count, batch, text) {
  const { alice, bob } = becomePrivate(strangers());
  const samples = times(count, () => 0).map(() => {
    const encrypt = timed(() => {
      for (let message = 0; message < batch; message++) alice.otr.sendMsg(text);
    });
    const texts = alice.wire.splice(0);
    bob.shown = 0;
    const decrypt = timed(() => {
      for (const one of texts) bob.otr.receiveMsg(one);
    });
    insist(bob.shown === batch);
    return { encrypt: encrypt / batch, decrypt: decrypt / batch };
  });
  return {
    encrypt: samples.map(({ encrypt }) => encrypt),
    decrypt: samples.map(({ decrypt }) => decrypt),
  };
}

/** @param {number} count @param {number} batch @param {string} text @returns {Samples} */
function pingPong(count, batch, text) {
  const { alice, bob } = becomePrivate(strangers());
  const samples = times(count, () => 0).map(() => {
    let [sending, receiving] = [0, 0];
    for (let message = 0; message < batch; message++) {
      const [from, to] = message % 2 === 0 ? [alice, bob] : [bob, alice];
      to.shown = 0;
      sending += timed(() => from.otr.sendMsg(text));
      const texts = from.wire.splice(0);
      receiving += timed(() => {
        for (const one of texts) to.otr.receiveMsg(one);
      });
      insist(to.shown === 1);
    }
    return { decrypt: receiving / batch, whole: (sending + receiving) / batch };
  });
  return {
    'ping-pong-decrypt': samples.map(({ decrypt }) => decrypt),
    'ping-pong': samples.map(({ whole }) => whole),
  };
}

/** @param {number} count @returns {Samples} */
function smp(count) {
  const pair = becomePrivate(strangers());
  const { alice, bob } = pair;
  const sample = () => {
    for (const party of [alice, bob]) Object.assign(party, { asked: false, trusted: false });
    const time = timed(() => {
      alice.otr.smpSecret('secret');
      settle(pair);
      bob.otr.smpSecret('secret');
      settle(pair);
    });
    insist(bob.asked && alice.trusted && bob.trusted);
    return time;
  };
  return { smp: times(count, sample) };
}

const TEXT = 'sotto '.repeat(34).slice(0, 200);

/** @type {import('./runs.ts').Run} */
export function run(name, count, batches) {
  switch (name) {
    case 'keygen':
      return keygen(count);
    case 'ake':
      return ake(count);
    case 'one-way':
      return oneWay(count, batches.oneWay, TEXT);
    case 'ping-pong':
      return pingPong(count, batches.pingPong, TEXT);
    case 'smp':
      return smp(count);
  }
}
