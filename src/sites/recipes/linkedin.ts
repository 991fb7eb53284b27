/** LinkedIn's messages, in their own page and in the bubbles of other pages. Groups have no profile to lead to. */
import type { Recipe } from '#channel/recipe.ts';

export const linkedin: Recipe = {
  id: 'linkedin',
  name: 'LinkedIn',
  hosts: ['https://www.linkedin.com/*'],
  tried: { live: false, when: '2026-11-20', against: 'public descriptions of its pages, 2025' },
  maxText: 3500,
  chat: '.msg-thread, .msg-overlay-conversation-bubble',
  account: [{ from: 'element', select: '.global-nav__me-photo', attribute: 'alt' }],
  peer: { from: 'element', select: 'a[href*="/in/"]', attribute: 'href', pattern: '/in/([^/?]+)' },
  title: { from: 'element', select: '.msg-entity-lockup__entity-title, .msg-overlay-bubble-header__title' },
  header: '.msg-title-bar, .msg-overlay-bubble-header__details',
  composer: '.msg-form__contenteditable[contenteditable=true]',
  footer: '.msg-form',
  send: { click: '.msg-form__send-button' },
  list: '.msg-s-message-list-content, .msg-s-message-list',
  rows: {
    select: '.msg-s-event-listitem[data-event-urn]',
    text: '.msg-s-event-listitem__body',
    ids: ['data-event-urn'],
    theirs: '.msg-s-event-listitem--other',
  },
};
