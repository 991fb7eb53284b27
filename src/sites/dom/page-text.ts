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
  for (const { part, block } of partsOf(node, skip)) {
    if (lineDue || (block && text !== '')) text += '\n';
    text += part;
    lineDue = block;
  }
  return text;
}

interface Part {
  readonly part: string;
  /** It stands on lines of its own, empty or not. */
  readonly block: boolean;
}

function partsOf(node: Node, skip: string): Part[] {
  return Array.from(node.childNodes, (child) => {
    if (child.nodeType === Node.TEXT_NODE) return { part: (child as Text).data, block: false };
    const element = child.nodeType === Node.ELEMENT_NODE ? (child as Element) : undefined;
    if (element === undefined || element.matches(skip)) return { part: '', block: false };
    if (BLOCKS.has(element.tagName)) return { part: write(element, skip).replace(/\n$/, ''), block: true };
    return { part: inline(element, skip), block: false };
  }).filter(({ part, block }) => part !== '' || block);
}

function inline(element: Element, skip: string): string {
  if (element.tagName === 'BR') return '\n';
  return element.tagName === 'IMG' ? (element.getAttribute('alt') ?? '') : write(element, skip);
}

/** For comparing: pages break, collapse and pad lines as they like. */
export const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
