/**
 * The HTML of libotr's clients as text: paragraphs and line breaks kept, links with their address, entities decoded
 * once. Nothing is parsed by a browser, nothing is ever executed; what comes out is text to be shown as text.
 *
 * Linear in the length of the input; the output is at most a few characters an element longer than the input.
 */
import { ENTITIES } from './entities.ts';
import { ENTITY, isElement, matchAt, TAG } from './habit.ts';

/** Elements that stand on lines of their own. */
const BLOCKS = new Set('p div blockquote ul ol li hr h1 h2 h3 h4 h5 h6 table tr pre'.split(' '));
const ENTITIES_AND_TEXT = /&[#A-Za-z0-9]{1,9};|[^&]+|&/g;
const MARK = /[<&]/g;
const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i;
const SAFE_ADDRESS = /^(?:https?|mailto|xmpp|ftp):/i;

interface Link {
  readonly address: string;
  /** Where its words begin in the output. */
  readonly start: number;
}

class Writer {
  text = '';
  readonly #links: Link[] = [];

  /** Ends the line, unless it is empty. */
  block(): void {
    if (this.text !== '' && !this.text.endsWith('\n')) this.text += '\n';
  }

  openLink(attributes: string): void {
    const [, double, single, bare] = HREF.exec(attributes) ?? [];
    const address = decodeEntities(double ?? single ?? bare ?? '').trim();
    this.#links.push({ address: SAFE_ADDRESS.test(address) ? address : '', start: this.text.length });
  }

  /** The address follows the words, when they are not the address itself. */
  closeLink(): void {
    const link = this.#links.pop();
    if (link === undefined || link.address === '') return;
    const words = this.text.slice(link.start).trim();
    if (words === link.address || `mailto:${words}` === link.address) return;
    this.text += words === '' ? link.address : ` (${link.address})`;
  }

  tag(closing: boolean, name: string, attributes: string): void {
    if (name === 'br') this.text += '\n';
    else if (name === 'a') {
      if (closing) this.closeLink();
      else this.openLink(attributes);
    } else if (BLOCKS.has(name)) this.block();
  }

  finish(): string {
    while (this.#links.length > 0) this.closeLink();
    return this.text.endsWith('\n') ? this.text.slice(0, -1) : this.text;
  }
}

const isCharacter = (code: number): boolean =>
  code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);

function characterOf([whole, decimal, hexadecimal, name]: RegExpExecArray): string {
  if (name !== undefined) return ENTITIES.get(name) ?? whole;
  const code = Number.parseInt(decimal ?? hexadecimal ?? '', decimal === undefined ? 16 : 10);
  return isCharacter(code) ? String.fromCodePoint(code) : '\ufffd';
}

const decodeEntities = (text: string): string =>
  Array.from(text.matchAll(ENTITIES_AND_TEXT), ([piece]) => {
    const entity = matchAt(ENTITY, piece, 0);
    return entity === undefined ? piece : characterOf(entity);
  }).join('');

/** Where the next `<` or `&` is, -1 when there is none. */
function indexOfMark(html: string, from: number): number {
  MARK.lastIndex = from;
  return MARK.exec(html)?.index ?? -1;
}

/** Elements that are not known, and a lone `<` or `&`, are text. */
export function htmlToText(html: string): string {
  const writer = new Writer();
  let at = 0;
  while (at < html.length) {
    const mark = indexOfMark(html, at);
    const next = mark === -1 ? html.length : mark;
    writer.text += html.slice(at, next);
    at = next + writeMarkup(writer, html, next);
  }
  return writer.finish();
}

/** Writes what stands at `at`, a `<` or `&`; returns how many characters it took. */
function writeMarkup(writer: Writer, html: string, at: number): number {
  const entity = matchAt(ENTITY, html, at);
  if (entity !== undefined) {
    writer.text += characterOf(entity);
    return entity[0].length;
  }
  const tag = matchAt(TAG, html, at);
  const [whole = '', slash = '', name = '', attributes = ''] = tag ?? [];
  if (tag !== undefined && isElement(name)) {
    writer.tag(slash === '/', name.toLowerCase(), attributes);
    return whole.length;
  }
  writer.text += html.slice(at, at + 1);
  return 1;
}
