/** A page around one editor, `?editor=` names it: what is sent becomes a row. */
import { EDITORS, type EditorName } from './editors/all.ts';
import type { PageApi } from './page-api.ts';

const name = new URLSearchParams(location.search).get('editor') as EditorName;
const list = document.querySelector('#list');
const place = document.querySelector<HTMLElement>('#place');
if (list === null || place === null) throw new Error('the page is not complete');

const sent: PageApi['sent'] = [];
let rows = 0;
const addRow = (text: string, mine: boolean): void => {
  rows += 1;
  const row = document.createElement('div');
  row.className = mine ? 'row mine' : 'row';
  row.dataset['id'] = String(rows);
  row.textContent = text;
  list.append(row);
  list.scrollTop = list.scrollHeight;
};
const editor = await EDITORS[name]({
  place,
  attributes: { 'data-composer': '', 'aria-label': 'Message' },
  send: (text) => {
    sent.push({ to: 'sally', text });
    // As after a round trip to a server.
    setTimeout(() => addRow(text, true), 10);
  },
});
document.querySelector('#send')?.addEventListener('click', () => editor.submit());
window.editorPage = { sent, draft: () => editor.text(), receive: (text) => addRow(text, false) };
document.documentElement.dataset['ready'] = '';
