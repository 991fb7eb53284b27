/** Microsoft Teams: CKEditor, no address for a chat, a quoted text within the answer's body. */
import { make } from '#tests/e2e/site-pages/make.ts';
import { NAMES, type SitePage } from './site-page.ts';

const title = make('h2', { 'data-tid': 'chat-title' }, '');

export const page: SitePage = {
  editor: 'ckeditor',
  attributes: { 'data-tid': 'ckeditor' },
  address: () => '/v2/',
  layout(root) {
    const list = make('div', { 'data-tid': 'message-pane-list-viewport', class: 'screen-list' });
    const place = make('div', { class: 'screen-place' });
    const button = make('button', { 'data-tid': 'newMessageCommands-send', type: 'button' }, '>');
    const footer = make('div', { 'data-tid': 'message-pane-footer' }, place, button);
    root.append(make('div', { class: 'screen' }, make('div', { class: 'screen-head' }, title), list, footer));
    return { list, place, button };
  },
  show(chat) {
    title.textContent = NAMES[chat];
  },
  row({ id, text, mine }) {
    const body = make('div', { id: `content-${id}` }, make('p', {}, text));
    if (id % 5 === 4) body.prepend(make('blockquote', {}, '?OTR:AAMDquoted.'));
    const message = make('div', { 'data-tid': 'chat-pane-message', 'data-mid': String(id) }, body);
    const kind = mine ? 'fui-ChatMyMessage' : 'fui-ChatMessage';
    return make(
      'div',
      { 'data-tid': 'chat-pane-item', class: 'screen-row' },
      make('div', { class: kind }, message),
    );
  },
};
