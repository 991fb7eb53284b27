/** LinkedIn: a bare contenteditable, a button that comes to life with the first letter. */
import { make } from '#tests/e2e/site-pages/make.ts';
import { NAMES, type SitePage } from './site-page.ts';

const title = make('h2', { class: 'msg-entity-lockup__entity-title' }, '');
const profile = make('a', { href: '/in/nobody/' }, title);

export const page: SitePage = {
  editor: 'plain',
  attributes: { class: 'msg-form__contenteditable', role: 'textbox', 'aria-multiline': 'true' },
  address: (chat) => `/messaging/thread/2-${chat}/`,
  layout(root) {
    const list = make('ul', { class: 'msg-s-message-list-content screen-list' });
    const place = make('div', { class: 'screen-place' });
    const button = make('button', { class: 'msg-form__send-button', type: 'button', disabled: '' }, 'Send');
    place.addEventListener('input', () =>
      button.toggleAttribute('disabled', place.textContent?.trim() === ''),
    );
    const bar = make('div', { class: 'msg-title-bar screen-head' }, profile);
    root.append(
      make('img', { class: 'global-nav__me-photo', alt: 'Ann Archer', width: '10', height: '10' }),
      make(
        'div',
        { class: 'msg-thread screen' },
        bar,
        list,
        make('div', { class: 'msg-form' }, place, button),
      ),
    );
    return { list, place, button };
  },
  show(chat) {
    title.textContent = NAMES[chat];
    profile.setAttribute('href', `/in/${chat}-smith/`);
  },
  row({ id, text, mine }) {
    const kind = mine ? 'msg-s-event-listitem' : 'msg-s-event-listitem msg-s-event-listitem--other';
    const body = make('p', { class: 'msg-s-event-listitem__body' }, text);
    return make('li', {}, make('div', { class: kind, 'data-event-urn': `urn:li:msg:${id}` }, body));
  },
};
