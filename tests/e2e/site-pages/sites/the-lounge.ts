/** The Lounge 4.5: a textarea that is cleared and takes the focus when something is sent; channels are groups. */
import { make } from '#tests/e2e/site-pages/make.ts';
import { NAMES, type SitePage } from './site-page.ts';

const title = make('span', { class: 'title' }, '');
const view = make('div', { class: 'chat-view', role: 'tabpanel' });

export const page: SitePage = {
  editor: 'react-textarea',
  attributes: { id: 'input', class: 'mousetrap' },
  address: (chat) => `/#/chan-${chat}`,
  layout(root) {
    document.querySelector('meta[name=application-name]')?.setAttribute('content', 'The Lounge');
    const list = make('div', { class: 'messages', role: 'log' });
    const place = make('div', { class: 'screen-place' });
    const button = make('button', { id: 'submit', type: 'submit' }, '>');
    const form = make('form', { id: 'form' }, make('span', { id: 'nick' }, 'ann'), place, button);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      place.querySelector('textarea')?.focus();
    });
    view.append(
      make('div', { class: 'header screen-head' }, title),
      make('div', { class: 'chat screen-list' }, list),
    );
    root.append(
      make(
        'div',
        { class: 'network' },
        make('div', { class: 'channel-list-item', 'data-type': 'lobby', 'data-name': 'libera' }, 'libera'),
        make('div', { class: 'channel-list-item active', 'data-type': 'query' }, 'a chat'),
      ),
      make(
        'div',
        { id: 'chat-container', class: 'screen' },
        make('div', { id: 'chat', class: 'screen-list' }, view),
        form,
      ),
    );
    return { list, place, button };
  },
  show(chat) {
    title.textContent = NAMES[chat];
    view.setAttribute('data-type', chat === 'group' ? 'channel' : 'query');
    view.setAttribute('aria-label', chat);
  },
  row({ id, text, mine }) {
    const from = make('span', { class: 'from' }, make('span', { class: 'user' }, mine ? 'ann' : 'sally'));
    const content = make('span', { class: 'content', dir: 'auto' }, text);
    const time = make('span', { class: 'time' }, '10:11');
    return make(
      'div',
      { id: `msg-${id}`, class: mine ? 'msg self' : 'msg', 'data-type': 'message' },
      time,
      from,
      content,
    );
  },
};
