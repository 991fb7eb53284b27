/**
 * Converse.js by its page. Where it speaks XMPP in a way that the wire adapter reads, that adapter is used and this recipe
 * is not: it sees every chat, and ciphertext does not show in the page.
 */
import type { Recipe } from '#channel/recipe.ts';
import { SIGNS } from '#sites/signs.ts';

const bare = '^([^/]+)';
const own = { from: 'storage', key: 'conversejs-session-jid', pattern: bare } as const;

export const converse: Recipe = {
  id: 'converse',
  name: 'Converse.js by its page',
  hosts: [],
  sign: SIGNS.converse,
  tried: { live: false, when: '2026-11-20', against: 'the markup of its release 14.0.0' },
  maxText: 3500,
  chat: 'converse-chat[jid], converse-muc[jid]',
  account: [own],
  peer: { from: 'element', select: 'converse-chat[jid]', attribute: 'jid' },
  group: { from: 'element', select: 'converse-muc[jid]', attribute: 'jid' },
  header: 'converse-chat-heading .chatbox-title__buttons, converse-muc-heading .chatbox-title__buttons',
  composer: 'textarea.chat-textarea',
  footer: 'converse-chat-bottom-panel',
  send: 'enter',
  list: '.chat-content__messages',
  rows: {
    select: '.chat-msg[data-msgid]',
    text: '.chat-msg__text',
    without: 'blockquote',
    ids: ['data-msgid'],
    author: { from: 'element', select: '.chat-msg', attribute: 'data-from', pattern: bare },
    me: own,
  },
};
