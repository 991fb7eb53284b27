/** WhatsApp Web. The contact is known by the name in the chat's header: two contacts of one name would be one. */
import type { Recipe } from '#channel/recipe.ts';

const title = { from: 'element', select: '#main [data-testid=conversation-info-header-chat-title]' } as const;

export const whatsapp: Recipe = {
  id: 'whatsapp',
  name: 'WhatsApp Web',
  hosts: ['https://web.whatsapp.com/*'],
  tried: { live: false, when: '2026-11-20', against: 'public descriptions of its pages, 2025' },
  maxText: 3500,
  account: [{ from: 'storage', key: 'last-wid-md', pattern: '^"?(\\d+)' }],
  peer: title,
  group: { from: 'element', select: '#main [data-id*="@g.us"]', attribute: 'data-id' },
  header: '#main header',
  composer: '#main footer [contenteditable=true]',
  footer: '#main footer',
  send: { click: '#main footer button:has([data-icon*=send])' },
  list: '#main [data-testid=conversation-panel-messages]',
  rows: {
    select: '[role=row] [data-id]',
    text: '.copyable-text[data-pre-plain-text] .selectable-text',
    without: '[data-testid=quoted-message]',
    ids: ['data-id'],
    ours: '.message-out, [data-icon=msg-time], [data-icon=msg-check], [data-icon=msg-dblcheck]',
    theirs: '.message-in',
    more: '.read-more-button',
    pending: '[data-icon=msg-time]',
  },
};
