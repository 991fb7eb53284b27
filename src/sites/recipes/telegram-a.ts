/** Telegram Web, version A. */
import type { Recipe } from '#channel/recipe.ts';

export const telegramA: Recipe = {
  id: 'telegram-a',
  name: 'Telegram Web A',
  hosts: ['https://web.telegram.org/a/*'],
  tried: { live: false, when: '2026-11-20', against: 'public descriptions of its pages, 2025' },
  maxText: 4096,
  account: [{ from: 'storage', key: 'user_auth', pattern: '"id":"?(\\d+)' }],
  peer: { from: 'address', pattern: '#(\\d+)$' },
  title: { from: 'element', select: '.MiddleHeader .fullName' },
  group: { from: 'address', pattern: '#(-\\d+)' },
  header: '.MiddleHeader .header-tools',
  composer: '#editable-message-text',
  footer: '.Composer',
  send: { click: '.Composer button.send' },
  list: '.MessageList .messages-container',
  rows: {
    select: '.Message[id]',
    text: '.text-content',
    without: '.MessageMeta, .EmbeddedMessage',
    ids: ['id'],
    ours: '.Message.own',
    pending: '.icon-message-pending',
    failed: '.icon-message-failed',
  },
};
