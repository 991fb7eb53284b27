/** The Lounge, a web client for IRC that people host themselves. Names of contacts are nicks: of whoever has them now. */
import type { Recipe } from '#channel/recipe.ts';
import { SIGNS } from '#sites/signs.ts';

export const theLounge: Recipe = {
  id: 'the-lounge',
  name: 'The Lounge',
  hosts: [],
  sign: SIGNS['the-lounge'],
  tried: { live: true, when: '2026-11-21', against: 'its release 4.5.2 on ngIRCd 26.1' },
  maxText: 350,
  account: [
    { from: 'element', select: '#form #nick' },
    {
      from: 'element',
      select: '.network:has(.channel-list-item.active) .channel-list-item[data-type=lobby]',
      attribute: 'data-name',
    },
  ],
  peer: { from: 'element', select: '#chat .chat-view[data-type=query]', attribute: 'aria-label' },
  group: { from: 'element', select: '#chat .chat-view[data-type=channel]', attribute: 'data-type' },
  header: '#chat .chat-view .header',
  composer: '#form #input',
  footer: '#form',
  send: { click: '#form #submit' },
  list: '#chat .chat-view .messages[role=log]',
  rows: {
    select: '.msg[data-type=message]',
    text: '.content',
    without: '.preview',
    ids: ['id'],
    ours: '.msg.self',
    atOnce: true,
  },
};
