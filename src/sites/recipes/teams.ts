/** Microsoft Teams. The contact is known by the name in the chat's header, and groups cannot be told by it. */
import type { Recipe } from '#channel/recipe.ts';

export const teams: Recipe = {
  id: 'teams',
  name: 'Microsoft Teams',
  hosts: ['https://teams.microsoft.com/*', 'https://teams.live.com/*', 'https://teams.cloud.microsoft/*'],
  tried: { live: false, when: '2026-11-20', against: 'public descriptions of its pages, 2025' },
  maxText: 10_000,
  account: [{ from: 'fixed', value: 'me' }],
  peer: { from: 'element', select: '[data-tid=chat-title]' },
  header: ':has(> [data-tid=chat-title]), [data-tid=chat-header]',
  composer: '[data-tid=ckeditor][contenteditable=true]',
  footer: '[data-tid=message-pane-footer]',
  send: { click: '[data-tid=newMessageCommands-send], [data-tid=sendMessageCommands-send]' },
  list: '[data-tid=message-pane-list-viewport], [data-tid=message-pane-list]',
  rows: {
    select: '[data-tid=chat-pane-item] [data-tid=chat-pane-message][data-mid]',
    text: '[data-tid=message-body-content], [id^=content-]',
    without: 'blockquote, [data-tid=quoted-reply-card]',
    ids: ['data-mid'],
    ours: '.fui-ChatMyMessage, .fui-ChatMyMessage__body',
    theirs: '.fui-ChatMessage, .fui-ChatMessage__body',
  },
};
