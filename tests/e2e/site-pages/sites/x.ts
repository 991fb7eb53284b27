/** X: all of it in an open shadow root, a textarea of React, ours on the far side. */
import { make } from '#tests/e2e/site-pages/make.ts';
import css from '#tests/e2e/site-pages/site.css?inline';
import { IDS, NAMES, type SitePage } from './site-page.ts';

const title = make('h2', {}, '');

export const page: SitePage = {
  editor: 'react-textarea',
  attributes: { 'data-testid': 'dm-composer-textarea' },
  logIn: () => cookieStore.set('twid', 'u%3D9001'),
  address: (chat) => (chat === 'group' ? `/i/chat/g${IDS[chat]}` : `/i/chat/9001-${IDS[chat]}`),
  layout(root) {
    const host = make('div', { 'data-testid': 'xchatEmbedRoute' });
    const shadow = host.attachShadow({ mode: 'open' });
    const list = make('div', { 'data-testid': 'dm-message-list', class: 'screen-list' });
    const place = make('div', { class: 'screen-place' });
    const button = make('button', { 'data-testid': 'dm-composer-send-button', type: 'button' }, '>');
    const header = make('div', { 'data-testid': 'dm-conversation-header', class: 'screen-head' }, title);
    const composer = make('div', { 'data-testid': 'dm-composer-container' }, place, button);
    shadow.append(make('style', {}, css), make('div', { class: 'screen' }, header, list, composer));
    root.append(host);
    return { list, place, button };
  },
  show(chat) {
    title.textContent = NAMES[chat];
  },
  row: ({ id, text, mine }) =>
    make(
      'div',
      { 'data-dm-message-row': String(id), class: mine ? 'screen-row far' : 'screen-row' },
      make('div', { 'data-testid': `message-text-${id}` }, text),
    ),
};
