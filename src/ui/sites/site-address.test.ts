import { expect, test } from 'vitest';
import { siteAddress } from './site-address.ts';

test.each([
  ['chat.example.org', 'https://chat.example.org'],
  ['  https://chat.example.org/#/room ', 'https://chat.example.org'],
  ['http://127.0.0.1:8080/x', 'http://127.0.0.1:8080'],
  ['http://intranet/chat', 'http://intranet'],
  ['localhost:8080', 'https://localhost:8080'],
  ['CHAT.Example.org/path', 'https://chat.example.org'],
])('%s is a site', (typed, origin) => {
  expect(siteAddress(typed)).toBe(origin);
});

test.each([
  '',
  '   ',
  'converse',
  'two words.org',
  'ftp://example.org',
  'javascript://example.org',
  'https://',
])('"%s" is none', (typed) => {
  expect(siteAddress(typed)).toBeUndefined();
});
