import { expect, test } from 'vitest';
import { isStableName, isState } from './stable-name.ts';

test.each([
  'chat-view',
  'messages',
  'chat-msg__text',
  'msg',
  'isOwn',
  'messageListItem',
  'Composer_input',
  'to',
])('%s is what somebody called it', (name) => expect(isStableName(name)).toBe(true));

test.each([
  'x1n2onr6',
  'css-1q2w3e',
  'sc-bdVaJa',
  'bdVaJa',
  'kFwIxT',
  '_3fZx1',
  'Message__body--3fZx1',
  'ember123',
  ':r1:',
  'radix-:r2:',
  'qjxkvz',
  'a',
  'o--create',
  '',
  'message-for-somebody-with-a-very-long-name-indeed',
])('“%s” is not', (name) => expect(isStableName(name)).toBe(false));

test.each(['is-active', 'unread', 'last', 'msgSending', 'focus-visible', 'theme-dark'])(
  '%s is a state',
  (name) => expect(isState(name)).toBe(true),
);

test.each(['activity', 'message', 'threaded', 'self', 'out'])('%s is none', (name) =>
  expect(isState(name)).toBe(false),
);
