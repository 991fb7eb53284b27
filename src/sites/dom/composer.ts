/**
 * The page's own composer: what is in it, and putting a text in its place.
 *
 * Fields take a value and an `input` event. Editors keep a model of their own and take what is pasted; those that do not handle
 * the paste take `insertText`. All of them were tried (tests/e2e/editors.test.ts). An editor's element can look right while its
 * model is not: only the row that appears proves what was sent.
 */
import { viewOf } from '#sites/frames.ts';
import { lowerShield } from './focus-shield.ts';
import { flat, pageText } from './page-text.ts';

/** Editors learn of the selection from an event, and some look at it at most every so often, in ms. */
const SELECTION_MS = 30;
/** An editor that renders in its own time has done so after so long, in ms. */
const RENDER_MS = 500;

export function readComposer(box: HTMLElement): string {
  return isField(box) ? box.value : pageText(box);
}

export const holds = (box: HTMLElement, text: string): boolean => flat(readComposer(box)) === flat(text);

/** Puts `text` in place of what is there; false when the composer does not show it then. `selected`: all of it is selected. */
export async function fillComposer(
  box: HTMLElement,
  text: string,
  selected: () => void = () => undefined,
): Promise<boolean> {
  if (isField(box)) setValue(box, text);
  else await replaceContent(box, text, selected);
  return settles(() => holds(box, text));
}

type Field = HTMLInputElement | HTMLTextAreaElement;

/** By name, since elements of frames have classes of their own. */
const isField = (box: HTMLElement): box is Field => box.localName === 'textarea' || box.localName === 'input';

/** From this world the value is set past what a page's framework has put over the property. */
function setValue(field: Field, text: string): void {
  const { InputEvent } = viewOf(field);
  field.value = text;
  field.dispatchEvent(
    new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertText', data: text }),
  );
}

async function replaceContent(box: HTMLElement, text: string, selected: () => void): Promise<void> {
  selectAll(box);
  await pause(SELECTION_MS);
  selected();
  if (text === '') erase(box);
  else if (!paste(box, text)) command(box, 'insertText', text);
}

/**
 * Commands pass over what is inert, and nothing is selected in it. The key guard cannot tell the event of a command from the user's,
 * and swallows it while the panel is in use: then the page is told anew.
 */
function command(box: HTMLElement, name: 'insertText' | 'delete', text?: string): void {
  const { InputEvent } = viewOf(box);
  const inputType = name === 'delete' ? 'deleteContentBackward' : name;
  const told = new AbortController();
  lowerShield(box);
  selectAll(box);
  box.addEventListener('input', () => told.abort(), { capture: true, signal: told.signal });
  box.ownerDocument.execCommand(name, false, text);
  if (told.signal.aborted) return;
  box.dispatchEvent(
    new InputEvent('input', { bubbles: true, composed: true, inputType, data: text ?? null }),
  );
}

function selectAll(box: HTMLElement): void {
  const range = box.ownerDocument.createRange();
  range.selectNodeContents(box);
  const selection = box.ownerDocument.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

/** True when the editor took it. */
function paste(box: HTMLElement, text: string): boolean {
  const { ClipboardEvent, DataTransfer } = viewOf(box);
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  return !box.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
  );
}

/** What is selected: some editors take the key, others the event of it, and a bare box neither. */
function erase(box: HTMLElement): void {
  const { InputEvent, KeyboardEvent } = viewOf(box);
  const at = { bubbles: true, cancelable: true, composed: true };
  const key = { ...at, key: 'Backspace', code: 'Backspace', keyCode: 8, which: 8 };
  if (!box.dispatchEvent(new KeyboardEvent('keydown', key))) return;
  if (!box.dispatchEvent(new InputEvent('beforeinput', { ...at, inputType: 'deleteContentBackward' })))
    return;
  command(box, 'delete');
}

async function settles(reached: () => boolean): Promise<boolean> {
  const end = Date.now() + RENDER_MS;
  while (!reached()) {
    if (Date.now() > end) return false;
    await pause(5);
  }
  return true;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
