/** Messenger: Lexical, rows in a log, ours on the far side, obfuscated classes. */
import { make } from '#tests/e2e/site-pages/make.ts';
import { IDS, NAMES, type SitePage } from './site-page.ts';

const title = make('h2', {}, '');

export const page: SitePage = {
  editor: 'lexical',
  attributes: { role: 'textbox', 'aria-label': 'Message', 'data-lexical-editor': 'true' },
  logIn: () => cookieStore.set('c_user', '9001'),
  address: (chat) => `/e2ee/t/${IDS[chat]}/`,
  layout(root) {
    const list = make('div', { role: 'log', class: 'screen-list', 'aria-label': 'Messages' });
    const place = make('div', { class: 'x1n2onr6 screen-place' });
    const head = make('div', { class: 'screen-head' }, title);
    const group = make('div', { role: 'group' }, place);
    root.append(make('div', { role: 'main', class: 'screen' }, head, list, group));
    return { list, place };
  },
  show(chat) {
    title.textContent = NAMES[chat];
  },
  row({ text, mine }) {
    const bubble = make('div', { dir: 'auto', class: 'x1gslohp' }, text);
    const row = make('div', { role: 'row', class: mine ? 'screen-row far' : 'screen-row' }, bubble);
    return row;
  },
};
