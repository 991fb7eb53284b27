/** Slack's direct messages. */
import type { Recipe } from '#channel/recipe.ts';

const user = { from: 'storage', key: 'localConfig_v2', pattern: '"user_id":"(U\\w+)"' } as const;

export const slack: Recipe = {
  id: 'slack',
  name: 'Slack',
  hosts: ['https://app.slack.com/*'],
  tried: { live: false, when: '2026-11-20', against: 'public descriptions of its pages, 2025' },
  maxText: 4000,
  account: [user],
  peer: { from: 'address', pattern: '^/client/(\\w+/D\\w+)' },
  title: { from: 'element', select: '[data-qa=channel_name]' },
  group: { from: 'address', pattern: '^/client/\\w+/([CG]\\w+)' },
  header: '.p-view_header__actions, .p-view_header',
  composer: '[data-qa=message_input] .ql-editor',
  footer: '[data-qa=message_input]',
  send: { click: '[data-qa=texty_send_button]' },
  list: '[data-qa=slack_kit_list]:has([data-qa=message_container]), [data-qa=message_pane] [role=list]',
  rows: {
    select: '[data-qa=message_container][data-msg-ts]',
    text: '[data-qa=message-text]',
    ids: ['data-msg-ts'],
    author: { from: 'element', select: '[data-message-sender]', attribute: 'data-message-sender' },
    me: user,
  },
};
