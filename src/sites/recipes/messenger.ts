/** Messenger, on its own site and within Facebook. Groups cannot be told from chats of two. */
import type { Recipe } from '#channel/recipe.ts';

export const messenger: Recipe = {
  id: 'messenger',
  name: 'Messenger',
  hosts: ['https://www.messenger.com/*', 'https://www.facebook.com/*'],
  tried: { live: false, when: '2026-11-20', against: 'public descriptions of its pages, 2025' },
  maxText: 900,
  account: [{ from: 'cookie', name: 'c_user', pattern: '^(\\d+)$' }],
  peer: { from: 'address', pattern: '^/(?:messages/)?(?:e2ee/)?t/([\\w.-]+)' },
  title: { from: 'element', select: '[role=main] h1, [role=main] h2' },
  header: '[role=main] h1, [role=main] h2',
  composer: '[role=main] [role=textbox][contenteditable=true]',
  footer: '[role=group]',
  send: 'enter',
  list: '[role=main] [role=log], [role=main] [role=grid]',
  rows: { select: '[role=row]', text: '[dir=auto]', ids: ['data-message-id'] },
};
