/** WhatsApp Web: Lexical, no address for a chat, ticks, long texts cut. */
import { make } from '#tests/e2e/site-pages/make.ts';
import { IDS, NAMES, type SitePage, shown } from './site-page.ts';

const title = make('span', { 'data-testid': 'conversation-info-header-chat-title', dir: 'auto' }, '');
let server = 'c.us';

export const page: SitePage = {
  editor: 'lexical',
  attributes: { role: 'textbox', 'aria-label': 'Type a message', 'data-tab': '10' },
  logIn: () => localStorage.setItem('last-wid-md', JSON.stringify('441234567:12@c.us')),
  address: () => '/',
  layout(root) {
    const list = make('div', { 'data-testid': 'conversation-panel-messages', class: 'screen-list' });
    const place = make('div', { class: 'screen-place' });
    const button = make(
      'button',
      { 'aria-label': 'Send', type: 'button' },
      make('span', { 'data-icon': 'wds-ic-send-filled' }, '>'),
    );
    const header = make('header', { class: 'screen-head' }, make('div', {}, title));
    root.append(
      make('div', { id: 'main', class: 'screen' }, header, list, make('footer', {}, place, button)),
    );
    return { list, place, button };
  },
  show(chat) {
    title.textContent = NAMES[chat];
    server = chat === 'group' ? 'g.us' : 'c.us';
  },
  row(message, unfold) {
    const { id, mine, cut, quote } = message;
    const text = make('span', { class: 'selectable-text copyable-text' }, make('span', {}, shown(message)));
    const copyable = make(
      'div',
      { class: 'copyable-text', 'data-pre-plain-text': '[10:11, 21/11/2025] Somebody: ' },
      text,
    );
    if (quote !== undefined)
      copyable.prepend(
        make('div', { 'data-testid': 'quoted-message' }, make('span', { class: 'selectable-text' }, quote)),
      );
    const bubble = make('div', { class: mine ? 'message-out' : 'message-in' }, copyable);
    if (mine) bubble.append(make('span', { 'data-icon': 'msg-check' }, '✓'));
    if (cut) {
      const more = make('div', { class: 'read-more-button', role: 'button' }, 'Read more');
      more.addEventListener('click', unfold);
      bubble.append(more);
    }
    const named = make('div', { 'data-id': `${mine}_${IDS.sally}@${server}_3EB0${id}` }, bubble);
    return make('div', { role: 'row', class: mine ? 'screen-row far' : 'screen-row' }, named);
  },
};
