/** Google Chat: the chat stands in a frame of its own. */
import { make } from '#tests/e2e/site-pages/make.ts';
import { IDS, NAMES, type SitePage } from './site-page.ts';

const title = make('span', {}, '');

export const page: SitePage = {
  editor: 'plain',
  attributes: { role: 'textbox', 'aria-label': 'History is on' },
  address: (chat) => `/u/0/${chat === 'group' ? 'room' : 'dm'}/${IDS[chat]}`,
  layout(root) {
    const list = make('div', { role: 'list', class: 'screen-list' });
    const place = make('div', { class: 'screen-place' });
    const heading = make('div', { role: 'heading', class: 'screen-head' }, title);
    root.append(make('div', { role: 'main', class: 'screen framed-inner' }, heading, list, place));
    return { list, place };
  },
  show(chat) {
    title.textContent = NAMES[chat];
  },
  row: ({ id, text, mine }) =>
    make(
      'div',
      { role: 'listitem', 'data-id': String(id), class: mine ? 'screen-row far' : 'screen-row' },
      make('div', { 'data-text': '' }, text),
    ),
};
