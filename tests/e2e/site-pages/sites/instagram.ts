/** Instagram: Lexical, rows without names of their own, ours on the far side. */
import { make } from '#tests/e2e/site-pages/make.ts';
import { IDS, NAMES, type SitePage } from './site-page.ts';

const title = make('h2', {}, '');

export const page: SitePage = {
  editor: 'lexical',
  attributes: { role: 'textbox', 'aria-label': 'Message' },
  logIn: () => cookieStore.set('ds_user_id', '9001'),
  address: (chat) => `/direct/t/${IDS[chat]}/`,
  layout(root) {
    const list = make('div', { role: 'grid', class: 'screen-list' });
    const place = make('div', { class: 'screen-place' });
    root.append(
      make(
        'section',
        { role: 'main', class: 'screen' },
        make('div', { class: 'screen-head' }, title),
        list,
        place,
      ),
    );
    return { list, place };
  },
  show(chat) {
    title.textContent = NAMES[chat];
  },
  row: ({ text, mine }) =>
    make(
      'div',
      { role: 'row', class: mine ? 'screen-row far' : 'screen-row' },
      make('div', { dir: 'auto' }, text),
    ),
};
