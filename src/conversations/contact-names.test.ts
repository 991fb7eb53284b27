import { expect, test } from 'vitest';
import type { Address } from '#channel/conversation.ts';
import { ContactNames } from './contact-names.ts';

const SALLY: Address = { origin: 'https://chat.example', service: 'xmpp', account: 'a@x', peer: 's@x' };

function book() {
  const found = {
    asked: 0,
    name: 'Sally' as string | undefined,
    locked: false,
    title: undefined as string | undefined,
  };
  const find = async (contact: Address) => {
    found.asked += 1;
    if (found.locked) throw new Error('locked');
    return found.name === undefined ? undefined : { contact, name: found.name, fingerprints: [] };
  };
  return { found, names: new ContactNames({ find }, () => found.title) };
}

test('before it was looked up, and without one, the name is the peer', async () => {
  const { found, names } = book();
  expect(names.of(SALLY)).toBe('s@x');
  found.name = undefined;
  await names.learn(SALLY);
  expect(names.of(SALLY)).toBe('s@x');
});

test('what the page calls them stands in for a name of the user’s own, and gives way to it', async () => {
  const { found, names } = book();
  found.title = 'Sally Smith';
  expect(names.of(SALLY)).toBe('Sally Smith');
  await names.learn(SALLY);
  expect(names.of(SALLY)).toBe('Sally');
});

test('a name is looked up once, and again when it may have changed', async () => {
  const { found, names } = book();
  await names.learn(SALLY);
  await names.learn(SALLY);
  expect(names.of(SALLY)).toBe('Sally');
  expect(found.asked).toBe(1);
  found.name = 'Sal';
  await names.learnAgain(SALLY);
  expect(names.of(SALLY)).toBe('Sal');
});

test('a locked vault gives no name, and is asked again later', async () => {
  const { found, names } = book();
  found.locked = true;
  await names.learn(SALLY);
  expect(names.of(SALLY)).toBe('s@x');
  found.locked = false;
  await names.learn(SALLY);
  expect(names.of(SALLY)).toBe('Sally');
  names.forgetAll();
  expect(names.of(SALLY)).toBe('s@x');
});
