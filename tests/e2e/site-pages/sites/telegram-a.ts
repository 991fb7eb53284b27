/** Telegram Web A: a bare contenteditable; the time stands within the text. */
import { make } from '#tests/e2e/site-pages/make.ts';
import { IDS, NAMES, type SitePage } from './site-page.ts';

const title = make('h3', { class: 'fullName' }, '');

export const page: SitePage = {
  editor: 'plain',
  attributes: { id: 'editable-message-text', role: 'textbox', dir: 'auto' },
  logIn: () => localStorage.setItem('user_auth', JSON.stringify({ dcID: 2, id: '9001' })),
  address: (chat) => `/a/#${chat === 'group' ? '-' : ''}${IDS[chat]}`,
  layout(root) {
    const list = make('div', { class: 'messages-container' });
    const scroller = make('div', { class: 'MessageList screen-list' }, list);
    const place = make('div', { class: 'message-input-wrapper screen-place' });
    const button = make('button', { class: 'Button send main-button' }, '>');
    const tools = make('div', { class: 'header-tools' }, '⋮');
    const header = make(
      'div',
      { class: 'MiddleHeader screen-head' },
      make('div', { class: 'title' }, title),
      tools,
    );
    root.append(
      make('div', { class: 'screen' }, header, scroller, make('div', { class: 'Composer' }, place, button)),
    );
    return { list, place, button };
  },
  show(chat) {
    title.textContent = NAMES[chat];
  },
  row({ id, text, mine }) {
    const content = make('div', { class: 'text-content', dir: 'auto' }, text);
    content.append(make('span', { class: 'MessageMeta' }, make('span', { class: 'message-time' }, '10:11')));
    return make(
      'div',
      { id: `message-${id}`, class: mine ? 'Message message-list-item own' : 'Message' },
      content,
    );
  },
};
