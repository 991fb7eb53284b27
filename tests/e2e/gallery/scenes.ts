/** What the gallery shows: a state for every face of the panel and the popup. */
import type { ConversationView, Entry } from '#channel/conversation.ts';
import type { DocumentState, OpenDocument } from '#ui/document-state.ts';

const THEIRS = '4F1C88A20B97D3E65A7710CE9D24F03B86EE1257';
const OURS = '0A6D3B91C2E85F7714D09AB36C5E82F1407BD9E3';
const LONG_NAME = 'Dr Wilhelmina Featherstonehaugh-Cholmondeley of the Northern Reaches (work telephone)';
const QUESTION = 'What did we eat on the pier, the night of the storm?';
const HEBREW_NAME = 'שרה לוי';

const NOT_SET = { value: false, from: 'everywhere', set: {} } as const;
const REQUIRED = {
  requirePrivate: { value: true, from: 'site', set: { site: true } },
  startAutomatically: NOT_SET,
} as const;
const EXEMPT = {
  requirePrivate: { value: false, from: 'contact', set: { contact: false, everywhere: true } },
  startAutomatically: { value: true, from: 'contact', set: { contact: true } },
} as const;

const TOMS = { kind: 'known-to-another', owner: 'tom@example.org' } as const;

const VIEW: ConversationView = {
  id: 'c1',
  address: {
    origin: 'https://chat.example.org',
    service: 'xmpp',
    account: 'alice@example.org',
    peer: 'sally@example.org',
  },
  name: 'Sally',
  state: 'unverified',
  connected: true,
  ourFingerprint: OURS,
  theirFingerprint: THEIRS,
  draft: '',
  policies: { requirePrivate: NOT_SET, startAutomatically: NOT_SET },
};

let seq = 0;
function at(day: number, hour: number, minute: number): number {
  return new Date(2026, 10, day, hour, minute).getTime();
}
function message(
  from: 'us' | 'them',
  time: number,
  text: string,
  more: { readonly delivery?: 'waiting' | 'sent' | 'failed' | 'held'; readonly protection?: 'plain' } = {},
): Entry {
  seq += 1;
  const delivery = from === 'us' ? { delivery: more.delivery ?? 'sent' } : {};
  return {
    kind: 'message',
    id: `e${seq}`,
    seq,
    time,
    from,
    text,
    protection: more.protection ?? 'private',
    ...delivery,
  };
}
function event(time: number, name: Extract<Entry, { kind: 'event' }>['event']): Entry {
  seq += 1;
  return { kind: 'event', id: `e${seq}`, seq, time, event: name };
}

const TALK: readonly Entry[] = [
  event(at(19, 18, 2), 'started-unverified'),
  message('them', at(19, 18, 2), 'Hello, are you there?'),
  message('us', at(19, 18, 3), 'Yes. Say on.'),
  message(
    'them',
    at(19, 18, 4),
    'I have the papers. Two of them you know: the letter of March, and the list.',
  ),
  message('them', at(19, 18, 5), 'The third is new.\nIt names the ship, the port and the day.'),
  event(at(19, 18, 30), 'ended-by-peer'),
  event(at(20, 14, 0), 'started-unverified'),
  message('us', at(20, 14, 1), 'Good afternoon. Is it still on for Tuesday?'),
  message(
    'them',
    at(20, 14, 2),
    'It is. The place is on https://example.org/map?at=harbour (the second gate), half past six.',
  ),
  message('them', at(20, 14, 9), 'call me', { protection: 'plain' }),
  message('us', at(20, 14, 10), 'Not over this line, please. Write here.'),
  message('us', at(20, 14, 10), 'And bring the list.', { delivery: 'failed' }),
  message('us', at(20, 14, 21), 'I am there from six on 🙂', { delivery: 'waiting' }),
];

const ODD: readonly Entry[] = [
  event(at(20, 9, 0), 'started-verified'),
  message('them', at(20, 9, 1), 'שלום, מה שלומך? הכתובת היא https://example.org/א והשעה 18:30.'),
  message('us', at(20, 9, 2), 'مرحبا، كل شيء جيد.\nAnd one line in English.'),
  message('them', at(20, 9, 3), '<b>not bold</b> & <script>alert(1)</script> a < b > c'),
  message(
    'us',
    at(20, 9, 4),
    'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3),
  ),
  message('them', at(20, 9, 5), '你好，世界。これは長い文です。'.repeat(12)),
  message('us', at(20, 9, 6), '👍'),
  message(
    'them',
    at(20, 9, 7),
    Array.from({ length: 120 }, (_, line) => `Line ${line + 1} of a long list`).join('\n'),
  ),
  message('them', at(20, 9, 8), '    indented\n\tby a tab\n\n\nthree lines on'),
  ...(
    ['unreadable', 'too-long', 'peer-error', 'version-unsupported', 'malformed', 'missed-request'] as const
  ).map((name) => event(at(20, 9, 9), name)),
];

function many(count: number): readonly Entry[] {
  const start = new Date(2026, 6, 1, 8).getTime();
  return Array.from({ length: count }, (_, index) =>
    message(
      index % 3 === 0 ? 'us' : 'them',
      start + index * 11 * 60_000,
      `Message ${index}. ${'It goes on for a while. '.repeat((index * 7) % 9)}`,
    ),
  );
}

function open(view: Partial<ConversationView>, entries: readonly Entry[] = TALK): OpenDocument {
  return { phase: 'open', view: { ...VIEW, ...view }, entries };
}

const WITHOUT_KEYS: ConversationView = (({ ourFingerprint: _, theirFingerprint: __, ...rest }) => rest)(VIEW);

export const PANEL_SCENES = {
  unverified: () => open({}),
  verified: () => open({ state: 'verified' }),
  starting: () => open({ state: 'starting' }, TALK.slice(0, 6)),
  plain: (): DocumentState => ({ phase: 'open', view: { ...WITHOUT_KEYS, state: 'plain' }, entries: [] }),
  'plain-after': () => open({ state: 'plain' }, TALK.slice(0, 6)),
  required: (): DocumentState => ({
    phase: 'open',
    view: { ...WITHOUT_KEYS, state: 'plain', policies: REQUIRED },
    entries: [
      message('them', at(20, 14, 9), 'call me', { protection: 'plain' }),
      message('us', at(20, 14, 10), 'I will. At the usual place?', { delivery: 'held' }),
    ],
  }),
  'required-private': () =>
    open({ policies: REQUIRED }, [
      ...TALK.slice(0, 2),
      message('us', at(20, 14, 10), 'I will. At the usual place?', { delivery: 'held' }),
    ]),
  finished: () => open({ state: 'finished', draft: 'I was about to say that the second gate is closed on' }),
  locked: (): DocumentState => ({ phase: 'open', view: { ...WITHOUT_KEYS, state: 'locked' }, entries: [] }),
  'new-key': () => open({ state: 'unverified', decision: { kind: 'new-key' }, draft: 'Are you' }),
  'was-verified': () => open({ decision: { kind: 'was-verified' }, draft: 'Are you' }),
  'known-to-another': () => open({ decision: TOMS, draft: 'Are you' }),
  offline: () => open({ state: 'verified', connected: false }),
  'focus-taken': () => ({ ...open({ draft: 'The name of the ship is' }), trouble: 'focus-taken' as const }),
  covered: () => ({ ...open({ state: 'verified' }), trouble: 'covered' as const }),
  'long-name': () => open({ name: LONG_NAME }),
  'address-only': () => open({ name: 'sally@example.org' }),
  hebrew: () => open({ name: HEBREW_NAME }, ODD),
  odd: () => open({ state: 'verified' }, ODD),
  empty: () => open({ state: 'verified' }, []),
  asked: () => open({ smp: { stage: 'asked', question: QUESTION } }),
  'asked-secret': () => open({ state: 'verified', smp: { stage: 'asked' } }),
  waiting: () => open({ smp: { stage: 'waiting' } }),
  failed: () => open({ smp: { stage: 'failed' } }, [...TALK, event(at(20, 14, 30), 'check-failed')]),
  'long-draft': () => open({ state: 'verified', draft: 'One line after another.\n'.repeat(12) }),
  'ten-thousand': () => open({ state: 'verified' }, many(10_000)),
  detached: (): DocumentState => ({ phase: 'detached' }),
} satisfies Record<string, () => DocumentState>;

export const POPUP_SCENES = {
  plain: (): DocumentState => ({ phase: 'open', view: { ...WITHOUT_KEYS, state: 'plain' }, entries: [] }),
  starting: (): DocumentState => ({
    phase: 'open',
    view: { ...WITHOUT_KEYS, state: 'starting' },
    entries: [],
  }),
  unverified: () => open({}),
  verified: () => open({ state: 'verified' }),
  finished: () => open({ state: 'finished' }),
  locked: (): DocumentState => ({ phase: 'open', view: { ...WITHOUT_KEYS, state: 'locked' }, entries: [] }),
  'new-key': () => open({ decision: { kind: 'new-key' } }),
  'was-verified': () => open({ decision: { kind: 'was-verified' } }),
  'known-to-another': () => open({ decision: TOMS }),
  offline: () => open({ connected: false, state: 'plain' }),
  asked: () => open({ smp: { stage: 'asked', question: QUESTION } }),
  'asked-secret': () => open({ smp: { stage: 'asked' } }),
  'asked-long': () =>
    open({ name: LONG_NAME, smp: { stage: 'asked', question: `${QUESTION}\n`.repeat(60) } }),
  'asked-hebrew': () => open({ name: HEBREW_NAME, smp: { stage: 'asked', question: 'איפה נפגשנו?' } }),
  waiting: () => open({ smp: { stage: 'waiting' } }),
  running: () => open({ smp: { stage: 'running' } }),
  succeeded: () => open({ state: 'verified', smp: { stage: 'succeeded', verified: true } }),
  answered: () => open({ smp: { stage: 'succeeded', verified: false } }),
  failed: () => open({ smp: { stage: 'failed' } }),
  'stopped-by-us': () => open({ smp: { stage: 'stopped', by: 'us' } }),
  'stopped-by-peer': () => open({ smp: { stage: 'stopped', by: 'peer' } }),
  interrupted: () => open({ smp: { stage: 'stopped', by: 'mishap' } }),
  'new-key-asked': () => open({ decision: { kind: 'new-key' }, smp: { stage: 'asked', question: QUESTION } }),
  'long-name': () => open({ name: LONG_NAME }),
  hebrew: () => open({ name: HEBREW_NAME, state: 'finished' }),
  required: (): DocumentState => ({
    phase: 'open',
    view: { ...WITHOUT_KEYS, state: 'plain', policies: REQUIRED },
    entries: [],
  }),
  exempt: () => open({ state: 'verified', policies: EXEMPT }),
  'no-chat': (): DocumentState => ({ phase: 'no-chat', site: 'https://chat.example.org', enabled: false }),
  'no-chat-enabled': (): DocumentState => ({
    phase: 'no-chat',
    site: 'https://chat.example.org',
    enabled: true,
  }),
  'no-chat-nowhere': (): DocumentState => ({ phase: 'no-chat', enabled: false }),
  detached: (): DocumentState => ({ phase: 'detached' }),
} satisfies Record<string, () => DocumentState>;
