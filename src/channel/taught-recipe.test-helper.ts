/** What showing Sotto a chat can make, for unit tests. */
import type { Recipe } from './recipe.ts';

export const TAUGHT_RECIPE: Recipe = {
  id: 'site-chat-example',
  name: 'chat.example',
  hosts: [],
  tried: { live: true, when: '2026-11-21', against: 'chat.example' },
  maxText: 340,
  account: [{ from: 'fixed', value: 'me' }],
  peer: { from: 'element', select: 'h1' },
  header: 'header',
  composer: 'textarea',
  send: 'enter',
  list: '[role=log]',
  rows: { select: '.message', ours: '.own' },
};
