/** Telegram Web, version K. */
import type { Recipe } from '#channel/recipe.ts';

const composer = '.chat.active .input-message-input[contenteditable=true]:not(.input-field-input-fake)';

export const telegramK: Recipe = {
  id: 'telegram-k',
  name: 'Telegram Web K',
  hosts: ['https://web.telegram.org/k/*'],
  tried: { live: false, when: '2026-11-20', against: 'public descriptions of its pages, 2025' },
  maxText: 4096,
  account: [{ from: 'storage', key: 'user_auth', pattern: '"id":"?(\\d+)' }],
  peer: { from: 'element', select: composer, attribute: 'data-peer-id', pattern: '^(\\d+)$' },
  title: { from: 'element', select: '.chat.active .chat-info .peer-title' },
  group: { from: 'element', select: composer, attribute: 'data-peer-id', pattern: '^(-\\d+)$' },
  header: '.chat.active .chat-utils',
  composer,
  footer: '.chat-input',
  send: { click: '.chat.active .btn-send' },
  list: '.chat.active .bubbles-inner',
  rows: {
    select: '.bubble[data-mid]',
    text: '.translatable-message',
    without: '.reply, .time',
    ids: ['data-mid', 'data-peer-id'],
    ours: '.bubble.is-out',
    theirs: '.bubble.is-in',
    pending: '.bubble.is-sending',
    failed: '.bubble.is-error',
  },
};
