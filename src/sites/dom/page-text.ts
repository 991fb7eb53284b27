/** The text of an element as its author wrote it: lines for blocks and breaks, pictures by their alternative text. */

const BLOCKS = new Set([
  'ADDRESS',
  'ARTICLE',
  'BLOCKQUOTE',
  'DIV',
  'LI',
  'OL',
  'P',
  'PRE',
  'SECTION',
  'TR',
  'UL',
]);
/** What is not written by anybody: an editor's words for an empty box, and what pages keep in scripts. */
const OWN_PARTS = '[data-slate-placeholder], script, style';

/** `without`: parts that do not count. */
export function pageText(root: Element, without?: string): string {
  const skip = without === undefined ? OWN_PARTS : `${OWN_PARTS}, ${without}`;
  return write(root, skip)
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/\u00a0/g, ' ');
}

function write(node: Node, skip: string): string {
  let text = '';
  let lineDue = false;
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      const { data } = child as Text;
      if (data !== '') text += lineDue ? `\n${data}` : data;
      if (data !== '') lineDue = false;
      continue;
    }
    if (child.nodeType !== Node.ELEMENT_NODE) continue;
    const element = child as Element;
    if (element.matches(skip)) continue;
    const block = BLOCKS.has(element.tagName);
    const part = block ? write(element, skip).replace(/\n$/, '') : inline(element, skip);
    if (part === '' && !block) continue;
    if (lineDue || (block && text !== '')) text += '\n';
    text += part;
    lineDue = block;
  }
  return text;
}

function inline(element: Element, skip: string): string {
  if (element.tagName === 'BR') return '\n';
  return element.tagName === 'IMG' ? (element.getAttribute('alt') ?? '') : write(element, skip);
}

/** For comparing: pages break, collapse and pad lines as they like. */
export const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
