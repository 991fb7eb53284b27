import { expect, test } from 'vitest';
import type { ContactView } from '#channel/options.ts';
import { matching, shownName } from './contact-search.ts';

const person = (peer: string, name?: string, fingerprint = 'A'.repeat(40)): ContactView => ({
  contact: { origin: 'https://chat.example', service: 'xmpp', account: 'a@x', peer },
  ...(name === undefined ? {} : { name }),
  keys: [{ fingerprint, firstSeen: 1, lastSeen: 2, accepted: true }],
});
const ALL = [person('zoe@x'), person('s@x', 'Sally'), person('bob@x', 'Élodie', `0123ABCD${'0'.repeat(32)}`)];
const names = (text: string) => matching(ALL, text).map(shownName);

test('an empty text finds all, by name', () => {
  expect(names(' ')).toEqual(['Élodie', 'Sally', 'zoe@x']);
});

test('name and address are found, blind to case and composition', () => {
  expect(names('SALL')).toEqual(['Sally']);
  expect(names('E\u0301LO')).toEqual(['Élodie']);
  expect(names('bob@')).toEqual(['Élodie']);
});

test('a fingerprint is found by its beginning, blind to spaces', () => {
  expect(names('0123 abcd')).toEqual(['Élodie']);
  expect(names('123a')).toEqual([]);
});
