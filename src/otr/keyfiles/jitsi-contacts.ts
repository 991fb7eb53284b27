/**
 * Jitsi's `contactlist.xml`, for the addresses in it: `<contact address="…" account-id="…">`.
 *
 * Not an XML parser: tags are found, comments and CDATA passed over, and attributes read; what the tags enclose is not
 * looked at. Nothing is expanded but the characters that XML itself names.
 */
import { checkSize, KeyFileError } from './key-file-error.ts';
import { decodeText } from './text.ts';

export interface JitsiContact {
  readonly address: string;
  /** Jitsi's name for the account, for example `Jabber:alice@example.org@example.org`. */
  readonly accountUid: string;
}

const ROOT = /^\s*(?:<\?xml[^>]*\?>\s*)?<sip-communicator[\s>]/;

/** How much of a file is looked at to know it, in bytes. */
const HEAD = 512;

/** Whether the file begins as Jitsi's list does. */
export function isJitsiContacts(file: Uint8Array): boolean {
  return ROOT.test(String.fromCharCode(...file.subarray(0, HEAD)));
}

/** In the file's order. Throws KeyFileError. */
export function readJitsiContacts(file: Uint8Array): JitsiContact[] {
  checkSize(file);
  const text = decodeText(file, 1);
  const contacts: JitsiContact[] = [];
  for (const { start, end } of tagsIn(text)) {
    const contact = contactIn(text.slice(start + 1, end));
    if (contact === 'bad-reference') throw errorAt(contact, text, start);
    if (contact !== undefined) contacts.push(contact);
  }
  return contacts;
}

/** Where a tag's `<` and `>` are. */
interface Tag {
  readonly start: number;
  readonly end: number;
}

/** What is passed over as a whole: how it begins, and how it ends. */
const PASSED: readonly (readonly [string, string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
];

function* tagsIn(text: string): Generator<Tag> {
  for (let start = text.indexOf('<'); start !== -1; ) {
    const passed = PASSED.find(([opening]) => text.startsWith(opening, start));
    const end = passed ? text.indexOf(passed[1], start) : endOfTag(text, start);
    if (end === -1) throw errorAt('unexpected-end', text, start);
    if (!passed) yield { start, end };
    start = text.indexOf('<', end);
  }
}

/** The lines are counted only where one must be named. */
const errorAt = (code: string, text: string, at: number): KeyFileError =>
  new KeyFileError(code, text.slice(0, at).split('\n').length);

/** Where the tag's `>` is: one between quotes does not end it. */
function endOfTag(text: string, start: number): number {
  let quote = '';
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at;
  }
  return -1;
}

function contactIn(tag: string): JitsiContact | 'bad-reference' | undefined {
  if (!/^contact\s/.test(tag)) return undefined;
  const [address, accountUid] = [attribute(tag, 'address'), attribute(tag, 'account-id')];
  if (address === undefined || accountUid === undefined) return undefined;
  const [one, other] = [unescaped(address), unescaped(accountUid)];
  return one === undefined || other === undefined ? 'bad-reference' : { address: one, accountUid: other };
}

function attribute(tag: string, name: string): string | undefined {
  for (const [, found, inDouble, inSingle] of tag.matchAll(/\s([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (found === name) return inDouble ?? inSingle;
  }
  return undefined;
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Undefined when a reference is to anything but a character. */
function unescaped(value: string): string | undefined {
  const [first = '', ...others] = value.split('&');
  const texts = [first];
  for (const other of others) {
    const end = other.indexOf(';');
    const name = other.slice(0, Math.max(end, 0));
    const character = NAMED.get(name) ?? numbered(name);
    if (character === undefined) return undefined;
    texts.push(character, other.slice(end + 1));
  }
  return texts.join('');
}

/** `#233` or `#xE9`. */
function numbered(name: string): string | undefined {
  const digits = /^#(?:([0-9]{1,7})|x([0-9A-Fa-f]{1,6}))$/.exec(name);
  if (digits === null) return undefined;
  const code = Number.parseInt(digits[1] ?? digits[2] ?? '', digits[1] === undefined ? 16 : 10);
  return code > 0x10ffff ? undefined : String.fromCodePoint(code);
}
