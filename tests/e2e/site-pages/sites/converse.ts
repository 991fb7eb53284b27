/** Converse.js 14 by its page: a textarea in a chat box; rows bear the JIDs of who wrote them. */
import { make } from '#tests/e2e/site-pages/make.ts';
import { NAMES, type SitePage } from './site-page.ts';

const title = make('span', { class: 'chatbox-title__text' }, '');
const list = make('div', { class: 'chat-content__messages screen-list' });
const place = make('div', { class: 'screen-place' });
const jid = (name: string): string => `${name}@example.org`;

export const page: SitePage = {
  editor: 'react-textarea',
  attributes: { class: 'chat-textarea' },
  logIn: () => localStorage.setItem('conversejs-session-jid', jid('ann')),
  address: (chat) => `/#converse/chat?jid=${jid(chat)}`,
  layout(root) {
    root.append(make('converse-root', {}));
    return { list, place };
  },
  show(chat) {
    title.textContent = NAMES[chat];
    const kind = chat === 'group' ? 'muc' : 'chat';
    const buttons = make('div', { class: 'chatbox-title__buttons' }, '⋮');
    const heading = make(`converse-${kind}-heading`, { class: 'screen-head' }, title, buttons);
    const bottom = make('converse-chat-bottom-panel', {}, place);
    const box = make(`converse-${kind}`, { jid: jid(chat), class: 'screen' }, heading, list, bottom);
    document.querySelector('converse-root')?.replaceChildren(box);
  },
  row({ id, text, mine }) {
    const body = make('div', { class: 'chat-msg__text' }, text);
    const from = mine ? `${jid('ann')}/desk` : jid('sally');
    return make('div', { class: 'message chat-msg', 'data-msgid': `m${id}`, 'data-from': from }, body);
  },
};
