/** Instagram's direct messages. Groups cannot be told from chats of two. */
import type { Recipe } from '#channel/recipe.ts';

export const instagram: Recipe = {
  id: 'instagram',
  name: 'Instagram',
  hosts: ['https://www.instagram.com/*'],
  tried: { live: false, when: '2026-11-20', against: 'public descriptions of its pages, 2025' },
  maxText: 900,
  account: [{ from: 'cookie', name: 'ds_user_id', pattern: '^(\\d+)$' }],
  peer: { from: 'address', pattern: '^/direct/t/(\\d+)' },
  title: { from: 'element', select: '[role=main] h1, [role=main] h2' },
  header: '[role=main] h1, [role=main] h2',
  composer: '[role=textbox][contenteditable=true]',
  send: 'enter',
  list: '[role=grid], [role=log]',
  rows: { select: '[role=row]', text: '[dir=auto]' },
};
