/** Discord: Slate; the author is named at the first of several rows; answers quote what they answer to. */
import { make } from '#tests/e2e/site-pages/make.ts';
import { IDS, NAMES, type SitePage } from './site-page.ts';

const title = make('h1', {}, '');
let last: boolean | undefined;

export const page: SitePage = {
  editor: 'slate',
  attributes: { role: 'textbox', 'aria-label': 'Message @Sally' },
  logIn: () => localStorage.setItem('user_id_cache', JSON.stringify('9001')),
  address: (chat) => (chat === 'group' ? '/channels/5005/6006' : `/channels/@me/${IDS[chat]}`),
  layout(root) {
    const list = make('ol', { 'data-list-id': 'chat-messages', class: 'scrollerInner_e2e187 screen-list' });
    const place = make('div', { class: 'channelTextArea_f75fb0 screen-place' });
    const bar = make(
      'section',
      { class: 'title_f75fb0 screen-head' },
      title,
      make('div', { class: 'toolbar_fc4f04' }, '⋮'),
    );
    const main = make('main', { class: 'chatContent_f75fb0 screen' }, bar, list, make('form', {}, place));
    const me = make('div', { class: 'nameTag_37e49d' }, make('div', { class: 'title_b6c092' }, 'Ann'));
    root.append(main, make('section', { class: 'panels_c48ade' }, me));
    return { list, place };
  },
  show(chat) {
    title.textContent = NAMES[chat];
    last = undefined;
  },
  row({ id, text, mine }) {
    const row = make('li', { id: `chat-messages-${IDS.sally}-${id}`, class: 'messageListItem_d5deea' });
    if (last !== mine)
      row.append(
        make('h3', {}, make('span', { id: `message-username-${id}` }, mine ? 'Ann' : 'Sally Smith')),
      );
    last = mine;
    if (id % 5 === 4)
      row.append(make('div', { id: 'message-content-1', class: 'repliedTextContent_c19a55' }, 'quoted'));
    row.append(make('div', { id: `message-content-${id}`, class: 'markup_f8f345' }, make('span', {}, text)));
    return row;
  },
};
