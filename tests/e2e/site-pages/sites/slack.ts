/** Slack: Quill; who wrote a row is a button's attribute, at the first of several. */
import { make } from '#tests/e2e/site-pages/make.ts';
import { IDS, NAMES, type SitePage } from './site-page.ts';

const title = make('span', { 'data-qa': 'channel_name' }, '');
let last: boolean | undefined;

export const page: SitePage = {
  editor: 'quill',
  attributes: { 'data-qa': 'message_input' },
  logIn: () =>
    localStorage.setItem('localConfig_v2', JSON.stringify({ teams: { T1: { id: 'T1', user_id: 'U9001' } } })),
  address: (chat) => `/client/T1/${chat === 'group' ? 'C' : 'D'}${IDS[chat]}`,
  layout(root) {
    const list = make('div', { role: 'list', class: 'screen-list' });
    const place = make('div', { class: 'screen-place' });
    const button = make('button', { 'data-qa': 'texty_send_button', type: 'button' }, '>');
    const header = make('div', { class: 'p-view_header screen-head' }, title);
    const pane = make('div', { 'data-qa': 'message_pane', class: 'screen' }, header, list, place, button);
    root.append(pane);
    return { list, place, button };
  },
  show(chat) {
    title.textContent = NAMES[chat];
    last = undefined;
  },
  row({ id, text, mine }) {
    const row = make('div', {
      'data-qa': 'message_container',
      'data-msg-ts': `17321.${id}`,
      class: 'screen-row',
    });
    if (last !== mine)
      row.append(make('button', { 'data-message-sender': mine ? 'U9001' : 'U1001' }, mine ? 'Ann' : 'Sally'));
    last = mine;
    row.append(
      make('div', { 'data-qa': 'message-text' }, make('div', { class: 'p-rich_text_section' }, text)),
    );
    return row;
  },
};
