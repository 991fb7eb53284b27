/** What the options page shows in the gallery: invented accounts, contacts and messages. */
import type {
  AccountView,
  ContactView,
  FromOptions,
  HistoryRow,
  KeyView,
  OptionsAnswers,
  RulesView,
  TaughtView,
} from '#channel/options.ts';
import { theLounge } from '#sites/recipes/the-lounge.ts';
import type { OptionsActions } from '#ui/options/options-actions.ts';
import { answerLock } from './lock.ts';

interface Scene {
  readonly contacts: number;
  readonly locked: boolean;
  readonly empty: boolean;
}

const THEIRS = '4F1C88A20B97D3E65A7710CE9D24F03B86EE1257';
const OURS = '0A6D3B91C2E85F7714D09AB36C5E82F1407BD9E3';
const ACCOUNT = { origin: 'https://chat.example.org', service: 'xmpp', account: 'alice@example.org' };
const at = (day: number, hour = 12): number => new Date(2026, 10, day, hour).getTime();

const NAMES = ['Sally', 'Dr Wilhelmina Featherstonehaugh-Cholmondeley of the Northern Reaches', 'שרה לוי'];
const HOW = ['question', 'compared', 'imported'] as const;

const ACCOUNTS: readonly AccountView[] = [
  { account: ACCOUNT, key: { fingerprint: OURS, created: at(3) } },
  { account: { ...ACCOUNT, account: `alice.${'very.long.'.repeat(8)}@jabber.example.org` } },
];

function contact(index: number): ContactView {
  const how = HOW[index];
  const key: KeyView = { fingerprint: THEIRS, firstSeen: at(3), lastSeen: at(20), accepted: true };
  const digits = index.toString(16).toUpperCase().padStart(8, '0');
  const keys = [how ? { ...key, verified: { at: at(19), how } } : { ...key, fingerprint: digits.repeat(5) }];
  const name = NAMES[index];
  return {
    contact: { ...ACCOUNT, peer: index === 0 ? 'sally@example.org' : `person.${index}@example.org` },
    ...(name === undefined ? {} : { name }),
    keys: index === 1 ? [...keys, { ...key, fingerprint: digits.repeat(5) }] : keys,
  };
}

const ROWS: readonly HistoryRow[] = [
  { id: '3', time: at(20, 14), from: 'them', text: 'It is. Half past six, at the second gate.' },
  { id: '2', time: at(20, 13), from: 'us', text: 'Is it still on for Tuesday?\nI could bring the list.' },
  { id: '1', time: at(19, 18), from: 'them', text: 'שלום, מה שלומך?' },
];

const TAUGHT: readonly TaughtView[] = [
  { site: ACCOUNT.origin, recipe: { ...theLounge, id: 'site-chat-example-org', name: 'The club’s chat' } },
  {
    site: 'https://elsewhere.example.net',
    recipe: { ...theLounge, name: 'elsewhere.example.net' },
    broughtIn: true,
  },
];

const NO_RULES: RulesView = {
  everywhere: { requirePrivate: false, startAutomatically: false },
  sites: [],
  contacts: [],
};

const RULES: RulesView = {
  everywhere: { requirePrivate: false, startAutomatically: true },
  sites: [
    { site: ACCOUNT.origin, values: { requirePrivate: true, startAutomatically: true } },
    { site: 'http://localhost:8080', values: { requirePrivate: false, startAutomatically: false } },
  ],
  contacts: NAMES.map((name, index) => ({
    contact: contact(index).contact,
    name,
    rules: index === 1 ? { requirePrivate: true, startAutomatically: false } : { requirePrivate: index > 0 },
  })),
};

const LOOKED: OptionsAnswers['look-into'] = {
  looked: '1',
  nameless: 2,
  found: [
    { from: { account: 'alice@example.org/Home', protocol: 'prpl-jabber' }, hasKey: true, fingerprints: 12 },
    { from: { account: 'alice@irc.example', protocol: 'IRC' }, hasKey: false, fingerprints: 3 },
  ],
};
const NETWORKS: OptionsAnswers['plan-key-files'] = { named: 'network-name', accounts: [] };
const RESOURCES: OptionsAnswers['plan-key-files'] = {
  named: 'jid-with-resource',
  accounts: ACCOUNTS.map(({ account }) => ({ account, name: `${account.account}/` })),
};

export function optionsActions({ contacts: count, locked, empty }: Scene): OptionsActions {
  const contacts = empty ? [] : Array.from({ length: count }, (_, index) => contact(index));
  let on = !empty;
  const history = (): OptionsAnswers['history'] => ({
    on,
    contacts: contacts
      .slice(0, 3)
      .map((one) => ({ contact: one.contact, name: one.name ?? one.contact.peer })),
  });
  const taught = empty ? [] : TAUGHT;
  const accounts = empty ? [] : ACCOUNTS;
  const rules = empty ? NO_RULES : RULES;
  const answer = (ask: FromOptions): OptionsAnswers[FromOptions['type']] => {
    switch (ask.type) {
      case 'list-taught':
      case 'rename-taught':
      case 'forget-taught':
      case 'bring-taught':
        return taught;
      case 'teach':
        return { outcome: 'not-open' };
      case 'accounts':
      case 'make-key':
      case 'new-key':
      case 'remove-key':
        return accounts;
      case 'contacts':
      case 'rename':
      case 'forget-key':
      case 'forget-contact':
        return contacts;
      case 'rules':
      case 'set-rule':
      case 'drop-rules':
        return rules;
      case 'switch-history':
        on = ask.on;
        return history();
      case 'history':
      case 'erase-history':
        return history();
      case 'read-history':
        return { rows: ROWS, before: 1 };
      case 'look-into':
        return LOOKED;
      case 'take-in':
        return { keys: 0, fingerprints: 12, conflicts: [ACCOUNT] };
      case 'restore-backup':
        return { problem: 'wrong-passphrase' };
      case 'save-backup':
        return { problem: 'too-large' };
      case 'plan-key-files':
        return ask.program === 'irssi' ? NETWORKS : RESOURCES;
      case 'save-key-files':
        return { files: [], folders: ['~/.purple'] };
      case 'take-part':
        return { data: '' };
      case 'give-part':
        return null;
      case 'search-history': {
        const rows = ROWS.filter(({ text }) => text.includes(ask.text));
        const found = rows.map((row) => ({ contact: { ...ACCOUNT, peer: 's@x' }, name: 'Sally', row }));
        return { matches: found, more: false };
      }
    }
  };
  const reply = (ask: FromOptions) =>
    locked ? { ok: false, why: 'locked' } : { ok: true, answer: answer(ask) };
  return {
    askLock: answerLock,
    ask: async (ask) => reply(ask) as never,
    save: () => undefined,
    sites: {
      list: async () => (empty ? [] : ['https://chat.example.org/*', 'http://localhost/*']),
      add: async () => false,
      remove: async () => false,
      onChange: () => () => undefined,
    },
    messengers: [
      { name: 'Converse.js', live: true },
      { name: 'Telegram Web K', live: false },
    ],
  };
}
