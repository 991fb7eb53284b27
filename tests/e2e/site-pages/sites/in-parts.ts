/** A messenger of web components: the heading, the list and the box to write in stand in open shadow roots of their own. */
import { make } from '#tests/e2e/site-pages/make.ts';
import css from '#tests/e2e/site-pages/site.css?inline';
import { IDS, NAMES, type SitePage } from './site-page.ts';

const title = make('h2', {}, '');

/** With an open shadow root that holds these. */
function component(tag: string, style: string, ...children: readonly Node[]): HTMLElement {
  const host = make(tag, { style });
  host.attachShadow({ mode: 'open' }).append(make('style', {}, css), ...children);
  return host;
}

export const page: SitePage = {
  editor: 'react-textarea',
  attributes: { name: 'message' },
  address: (chat) => `/${IDS[chat]}`,
  layout(root) {
    const list = make('div', { role: 'log', class: 'screen-list' });
    const place = make('div', { class: 'screen-place' });
    const button = make('button', { type: 'button' }, 'Send');
    const head = component('chat-head', 'display: block', make('div', { class: 'screen-head' }, title));
    const rows = component(
      'chat-rows',
      'display: flex; flex: 1; flex-direction: column; min-height: 0',
      list,
    );
    const box = component('chat-box', 'display: block', make('form', {}, place, button));
    root.append(component('chat-app', 'display: block', make('div', { class: 'screen' }, head, rows, box)));
    return { list, place, button };
  },
  show(chat) {
    title.textContent = NAMES[chat];
  },
  row: ({ text, mine }) =>
    make('div', { class: mine ? 'screen-row far' : 'screen-row' }, make('span', { class: 'words' }, text)),
};
