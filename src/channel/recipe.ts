/**
 * A recipe: how one messenger's page is read and written. Plain data, so that it can be kept, shown and exchanged.
 *
 * Selectors are CSS; ids, roles and `data-*` attributes last, class names made by a build do not. A pattern is a regular
 * expression whose one group is the value (`pattern.ts`). Where a selector can match several elements the first visible one is meant.
 * What is looked up in the page may lead through open shadow roots: `chat-box >>> textarea`.
 */
import * as v from 'valibot';
import { isPattern } from './pattern.ts';

/** Between a host and what is in its open shadow root. */
export const INTO = ' >>> ';

const Words = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const Selector = v.pipe(v.string(), v.minLength(1), v.maxLength(600));
const Pattern = v.pipe(v.string(), v.minLength(1), v.maxLength(200), v.check(isPattern));
const Flag = v.exactOptional(v.literal(true));

/** Where a name is read. */
export const Source = v.variant('from', [
  /** The address after the origin: path, query and hash. */
  v.strictObject({ from: v.literal('address'), pattern: Pattern }),
  /** An element's text, or one of its attributes. */
  v.strictObject({
    from: v.literal('element'),
    select: Selector,
    attribute: v.exactOptional(Words),
    pattern: v.exactOptional(Pattern),
  }),
  /** A cookie that scripts may read. */
  v.strictObject({ from: v.literal('cookie'), name: Words, pattern: v.exactOptional(Pattern) }),
  /** An item of the page's localStorage. */
  v.strictObject({ from: v.literal('storage'), key: Words, pattern: v.exactOptional(Pattern) }),
  /** For sites that do not say whose account it is: one name for whoever is logged in. */
  v.strictObject({ from: v.literal('fixed'), value: Words }),
]);
export type Source = v.InferOutput<typeof Source>;

const Rows = v.strictObject({
  /** One message each, within the list. */
  select: Selector,
  /** What was written, within the row; the row itself without it. */
  text: v.exactOptional(Selector),
  /** Parts of the text that are not what was written: a quoted message, a time, a note that it was edited. */
  without: v.exactOptional(Selector),
  /** Attributes of the row, or else of its text, that name the message for good. */
  ids: v.exactOptional(v.array(Words)),
  /** The row is one of ours, or one of theirs, when it matches, contains or stands in this. */
  ours: v.exactOptional(Selector),
  theirs: v.exactOptional(Selector),
  /** Who wrote it, in the row or in the nearest one before that says so; and who we are, where the page says it. */
  author: v.exactOptional(Source),
  me: v.exactOptional(Source),
  /** A button in the row that shows the rest of a long text. */
  more: v.exactOptional(Selector),
  /** There while the site has not sent the row yet, or when it could not. */
  pending: v.exactOptional(Selector),
  failed: v.exactOptional(Selector),
  /** The document has the newest row first. */
  newestFirst: Flag,
  /** What the page has of a chat is there as soon as its list is: a row that comes to an empty list is new. */
  atOnce: Flag,
});

export const Recipe = v.strictObject({
  /** The service's name in addresses of conversations: it never changes. */
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,39}$/)),
  /** As people call the messenger. */
  name: Words,
  /** Match patterns of its pages, with a folder at the most; none for software that anybody may host. */
  hosts: v.array(v.pipe(v.string(), v.regex(/^https:\/\/[^/*]+\/([a-z]+\/)?\*$/))),
  /** What is there in every page of software that anybody may host. */
  sign: v.exactOptional(Selector),
  /** When it was tried last, and against what; `live` with the messenger itself. */
  tried: v.strictObject({ live: v.boolean(), when: v.pipe(v.string(), v.isoDate()), against: Words }),
  /** The longest message, in UTF-16 code units. */
  maxText: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(50_000)),
  /** Frames of the same origin and elements with an open shadow root that lead to the chat, outermost first. */
  within: v.exactOptional(v.array(Selector)),
  /** One chat, where several can be on show: the one with the focus is meant, or the last that had it. */
  chat: v.exactOptional(Selector),
  /** Whose account it is: these together, with an @ between. */
  account: v.pipe(v.array(Source), v.minLength(1)),
  /** What tells the chat from all others, for good. */
  peer: Source,
  /** What the page calls the contact. */
  title: v.exactOptional(Source),
  /** There when several people are in the chat. */
  group: v.exactOptional(Source),
  /** The padlock becomes its first child. */
  header: Selector,
  composer: Selector,
  /** The nearest ancestor of the composer that is covered with it: buttons and all. */
  footer: v.exactOptional(Selector),
  /** How a message is sent: by Enter in the composer, or by a click on this. */
  send: v.union([v.literal('enter'), v.strictObject({ click: Selector })]),
  list: Selector,
  rows: Rows,
});
export type Recipe = v.InferOutput<typeof Recipe>;

/** The service's name in addresses of conversations, for a site that has no recipe of ours: `site-chat-example-org`. */
export const serviceOf = (host: string): string =>
  `site-${host.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.slice(0, 40).replace(/-+$/, '');
