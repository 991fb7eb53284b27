/** The irssi contact itself: two of them on a real server have a private conversation. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IrssiContact, startIrssi } from './irssi-contact.ts';
import { eventually } from './person.ts';
import { type Irc, startNgircd } from './servers/ngircd.mjs';

let irc: Irc;
let ann: IrssiContact;
let ben: IrssiContact;

beforeAll(async () => {
  irc = await startNgircd();
  [ann, ben] = await Promise.all([
    startIrssi({ irc, nick: 'ann', peer: 'ben' }),
    startIrssi({ irc, nick: 'ben', peer: 'ann' }),
  ]);
});
afterAll(async () => {
  await Promise.all([ann?.close(), ben?.close()]);
  await irc?.stop();
});

test('private, and both read what the other says', async () => {
  ann.type('/otr init');
  await eventually(() => [ann, ben].every((one) => one.lines().includes('Session secured'))).toBe(true);
  ann.type('hello');
  await eventually(() => ben.saidBy('ann')).toEqual(['hello']);
  ben.type('hello yourself');
  await eventually(() => ann.saidBy('ben')).toEqual(['hello yourself']);
});

test('one asks, the other answers', async () => {
  ann.type('/otr authq where? here');
  await eventually(() => ben.lines()).toContain('Question: where?');
  ben.type('/otr auth here');
  await eventually(() => ann.lines()).toContain('Authentication with ben successful');
  expect(ben.lines()).toContain('Authentication with ann successful');
});
