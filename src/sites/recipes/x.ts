/** The chat of X, in an open shadow root. */
import type { Recipe } from '#channel/recipe.ts';

export const x: Recipe = {
  id: 'x-chat',
  name: 'X',
  hosts: ['https://x.com/*'],
  tried: { live: false, when: '2026-11-20', against: 'public descriptions of its pages, 2025' },
  maxText: 3500,
  within: ['[data-testid=xchatEmbedRoute]'],
  account: [{ from: 'cookie', name: 'twid', pattern: '^"?u(?:%3D|=)(\\d+)' }],
  peer: { from: 'address', pattern: '^/i/chat/(\\d+-\\d+)' },
  title: { from: 'element', select: '[data-testid=dm-conversation-header] h2' },
  group: { from: 'address', pattern: '^/i/chat/(g\\d+)' },
  header: '[data-testid=dm-conversation-header]',
  composer: 'textarea[data-testid=dm-composer-textarea]',
  footer: '[data-testid=dm-composer-container]',
  send: { click: '[data-testid=dm-composer-send-button]' },
  list: '[data-testid=dm-message-list]',
  rows: {
    select: '[data-dm-message-row]',
    text: '[data-testid^=message-text-]',
    ids: ['data-dm-message-row', 'data-testid'],
  },
};
