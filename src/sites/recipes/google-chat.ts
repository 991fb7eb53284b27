/** Google Chat, whose chats stand in frames: low confidence. Frames of another origin cannot be reached. */
import type { Recipe } from '#channel/recipe.ts';

export const googleChat: Recipe = {
  id: 'google-chat',
  name: 'Google Chat',
  hosts: ['https://chat.google.com/*'],
  tried: { live: false, when: '2026-11-20', against: 'public descriptions of its pages, 2025' },
  maxText: 3500,
  within: ['iframe[src*="/frame"]'],
  account: [{ from: 'fixed', value: 'me' }],
  peer: { from: 'address', pattern: '/(?:dm|chat)/([\\w-]+)' },
  title: { from: 'element', select: '[role=main] h1, [role=heading]' },
  group: { from: 'address', pattern: '/(?:room|space)/([\\w-]+)' },
  header: '[role=main] [role=heading]',
  composer: '[role=textbox][contenteditable=true]',
  send: 'enter',
  list: '[role=main] [role=list]',
  rows: {
    select: '[role=listitem][data-id]',
    text: '[data-text]',
    ids: ['data-id'],
  },
};
