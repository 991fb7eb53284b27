/** Discord's direct messages. Chats of three and more cannot be told from chats of two; servers' channels can. */
import type { Recipe } from '#channel/recipe.ts';

export const discord: Recipe = {
  id: 'discord',
  name: 'Discord',
  hosts: ['https://discord.com/*'],
  tried: { live: false, when: '2026-11-20', against: 'public descriptions of its pages, 2025' },
  maxText: 2000,
  account: [{ from: 'storage', key: 'user_id_cache', pattern: '(\\d+)' }],
  peer: { from: 'address', pattern: '^/channels/@me/(\\d+)' },
  title: { from: 'element', select: 'main section h1, section h1' },
  group: { from: 'address', pattern: '^/channels/(\\d+)/' },
  header: 'section [class^=toolbar]',
  composer: 'main [role=textbox][data-slate-editor=true]',
  footer: 'main form',
  send: 'enter',
  list: 'ol[data-list-id=chat-messages]',
  rows: {
    select: 'li[id^=chat-messages-]',
    text: '[id^=message-content-]:not([class*=repliedText])',
    ids: ['id'],
    author: { from: 'element', select: '[id^=message-username-]' },
    me: { from: 'element', select: 'section[class*=panels] [class*=nameTag] [class*=title]' },
    pending: '[class*=isSending]',
    failed: '[class*=isFailed]',
  },
};
