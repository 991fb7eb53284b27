/** Telegram Web K: a bare contenteditable that carries the peer's id, and a fake one beside it. */
import { make } from '#tests/e2e/site-pages/make.ts';
import { IDS, NAMES, type SitePage } from './site-page.ts';

const title = make('span', { class: 'peer-title', dir: 'auto' }, '');
const idOf = (chat: keyof typeof IDS): string => (chat === 'group' ? `-${IDS[chat]}` : IDS[chat]);
let peer = '';

export const page: SitePage = {
  editor: 'plain',
  attributes: { class: 'input-message-input scrollable', 'data-peer-id': '0', dir: 'auto' },
  logIn: () => localStorage.setItem('user_auth', JSON.stringify({ dcID: 2, id: 9001 })),
  address: (chat) => `/k/#${idOf(chat)}`,
  layout(root) {
    const list = make('div', { class: 'bubbles-inner screen-list' });
    const fake = make('div', {
      class: 'input-message-input input-field-input-fake',
      contenteditable: 'true',
      'data-peer-id': '7',
    });
    const place = make('div', { class: 'screen-place' }, fake);
    const button = make('button', { class: 'btn-icon btn-send' }, '>');
    const info = make('div', { class: 'chat-info' }, title);
    const header = make(
      'div',
      { class: 'sidebar-header screen-head' },
      info,
      make('div', { class: 'chat-utils' }, '⋮'),
    );
    const input = make('div', { class: 'chat-input' }, place, button);
    root.append(make('div', { class: 'chat active screen' }, header, list, input));
    return { list, place, button };
  },
  show(chat, { place }) {
    title.textContent = NAMES[chat];
    peer = idOf(chat);
    place.querySelector('.scrollable')?.setAttribute('data-peer-id', peer);
  },
  row({ id, text, mine }) {
    const message = make('div', { class: 'message' }, make('span', { class: 'translatable-message' }, text));
    message.append(make('span', { class: 'time' }, '10:11'));
    const bubble = make('div', { class: `bubble ${mine ? 'is-out' : 'is-in'} screen-row` }, message);
    bubble.dataset['mid'] = String(id);
    bubble.dataset['peerId'] = peer;
    return bubble;
  },
};
