/** Our engine and a libotr peer, joined by a wire that loses nothing. */
import { afterEach, expect } from 'vitest';
import { peerFingerprint, status } from '#otr/engine.ts';
import { Party, type PartyOptions } from '#tests/otr/party.ts';
import { hexOf, recordedKey } from '#tests/vectors/otrv3-transcript.ts';
import { type LibotrPeer, type LibotrPeerOptions, startLibotrPeer } from './libotr-peer.ts';

const peers: LibotrPeer[] = [];

afterEach(async () => {
  for (const peer of peers.splice(0)) await peer.close();
});

export interface Pair {
  readonly alice: Party;
  readonly bob: LibotrPeer;
  /** Texts of libotr's that nobody has taken yet. */
  readonly fromBob: string[];
  /** Carries texts both ways until nobody has anything to say. */
  settle(): Promise<void>;
}

export async function strangers(ours: PartyOptions = {}, theirs: LibotrPeerOptions = {}): Promise<Pair> {
  const alice = new Party('alice', 5, ours);
  const bob = await startLibotrPeer(theirs);
  peers.push(bob);
  const fromBob: string[] = [];
  bob.onWire((text) => fromBob.push(text));
  const settle = async () => {
    while (alice.wire.length + fromBob.length > 0) {
      for (const text of alice.take()) await bob.receive(text);
      for (const text of fromBob.splice(0)) alice.receive(text);
    }
  };
  return { alice, bob, fromBob, settle };
}

export async function privatePair(ours: PartyOptions = {}, theirs: LibotrPeerOptions = {}): Promise<Pair> {
  const pair = await strangers(ours, theirs);
  pair.alice.do({ type: 'start' });
  await pair.settle();
  expect(status(pair.alice.state)).toBe('encrypted');
  return pair;
}

export async function expectPrivate({ alice, bob }: Pair): Promise<void> {
  expect(status(alice.state)).toBe('encrypted');
  expect(await bob.status()).toBe('encrypted');
  expect(hexOf(peerFingerprint(alice.state) ?? new Uint8Array())).toBe(bob.fingerprint);
  const secure = bob.events.findLast(({ name }) => name === 'secure' || name === 'still-secure');
  const ours = alice.events.findLast(({ name }) => name === 'private');
  expect(secure).toMatchObject({ fingerprint: recordedKey('alice').fingerprint });
  expect(ours?.name === 'private' && hexOf(ours.ssid)).toBe(secure && 'ssid' in secure && secure.ssid);
}
