/**
 * Between the background and the options page: one-shot questions, each answered.
 *
 * Only a document of ours at the top of a tab may ask: no page can frame it, so what is asked here is what the user
 * wants. Answers hold names, fingerprints and the history's texts; never keys.
 */
import * as v from 'valibot';
import { Address, ContactName, Id, Text } from './conversation.ts';
import { PolicyName } from './policy.ts';
import { Recipe } from './recipe.ts';

const { origin, service, account } = Address.entries;
/** An account of the user's on one origin. */
export const Account = v.strictObject({ origin, service, account });
export type Account = v.InferOutput<typeof Account>;

const Fingerprint = v.pipe(v.string(), v.regex(/^[0-9A-F]{40}$/));
/** Of a backup; the empty one is no passphrase. */
const Passphrase = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const Position = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Files travel in parts: the browser carries at most 64 MiB in one message. In bytes, before base64. */
export const PART_LENGTH = 3 * 1024 * 1024;
const Part = v.pipe(v.string(), v.maxLength(4 * 1024 * 1024), v.base64());
/** The largest file that is taken: a backup of 64 MiB. */
export const MAX_FILE_LENGTH = 64 * 1024 * 1024;
const PartNumber = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_FILE_LENGTH / PART_LENGTH));

/** A key or a list of fingerprints in the files of another program, as that program names the account. */
const Foreign = v.strictObject({
  account: v.pipe(Text, v.maxLength(3071)),
  protocol: v.pipe(Text, v.maxLength(100)),
});
export type Foreign = v.InferOutput<typeof Foreign>;

/** The programs that keep keys as libotr does, and that key files are made for. */
export const KEY_FILE_PROGRAMS = ['pidgin', 'adium', 'irssi', 'profanity'] as const;
export type KeyFileProgram = (typeof KEY_FILE_PROGRAMS)[number];
/** What such a program calls an account: it stands in a line, between tabs. */
const NameElsewhere = v.pipe(v.string(), v.minLength(1), v.maxLength(3071), v.regex(/^[^\t\r\n\0]+$/));

export const FromOptions = v.variant('type', [
  /** The sites that the user taught, each an origin. */
  v.strictObject({ type: v.literal('list-taught') }),
  v.strictObject({ type: v.literal('rename-taught'), site: origin, name: Recipe.entries.name }),
  v.strictObject({ type: v.literal('forget-taught'), site: origin }),
  /** A recipe from a file, for a site of which there is none. */
  v.strictObject({ type: v.literal('bring-taught'), site: origin, recipe: Recipe }),
  /** Starts the wizard in an open tab of the site. */
  v.strictObject({ type: v.literal('teach'), site: origin }),
  v.strictObject({ type: v.literal('accounts') }),
  /** Makes the account's key now; nothing when there is one. */
  v.strictObject({ type: v.literal('make-key'), account: Account }),
  v.strictObject({ type: v.literal('new-key'), account: Account }),
  v.strictObject({ type: v.literal('remove-key'), account: Account }),
  v.strictObject({ type: v.literal('contacts') }),
  /** An empty name takes the user's name away. */
  v.strictObject({ type: v.literal('rename'), contact: Address, name: ContactName }),
  v.strictObject({ type: v.literal('forget-key'), contact: Address, fingerprint: Fingerprint }),
  v.strictObject({ type: v.literal('forget-contact'), contact: Address }),
  v.strictObject({ type: v.literal('rules') }),
  /** Switches a rule for a site, or for everywhere. */
  v.strictObject({
    type: v.literal('set-rule'),
    site: v.nullable(origin),
    policy: PolicyName,
    value: v.boolean(),
  }),
  /** The contact's own rules are removed: what holds for the site, or everywhere, holds for them. */
  v.strictObject({ type: v.literal('drop-rules'), contact: Address }),
  v.strictObject({ type: v.literal('history') }),
  v.strictObject({ type: v.literal('switch-history'), on: v.boolean(), erase: v.boolean() }),
  /** A page of a contact's history, the newest first; older ones with the `before` of the last answer. */
  v.strictObject({ type: v.literal('read-history'), contact: Address, before: v.exactOptional(Position) }),
  v.strictObject({ type: v.literal('search-history'), text: v.pipe(Text, v.maxLength(1000)) }),
  v.strictObject({ type: v.literal('erase-history'), contact: v.nullable(Address) }),
  /** A part of a file from the page; the first part of an id begins a new file. */
  v.strictObject({ type: v.literal('give-part'), file: Id, part: PartNumber, data: Part }),
  /** A part of a file that an earlier answer named. */
  v.strictObject({ type: v.literal('take-part'), file: Id, part: PartNumber }),
  v.strictObject({ type: v.literal('save-backup'), passphrase: Passphrase }),
  v.strictObject({ type: v.literal('restore-backup'), file: Id, passphrase: Passphrase }),
  /** What the given files of another program hold. */
  v.strictObject({
    type: v.literal('look-into'),
    files: v.pipe(v.array(Id), v.minLength(1), v.maxLength(10)),
  }),
  /** Takes keys and fingerprints from the files looked into last, for each of their accounts into one of the user's. */
  v.strictObject({
    type: v.literal('take-in'),
    looked: Id,
    choices: v.pipe(v.array(v.strictObject({ from: Foreign, to: Account })), v.maxLength(1000)),
  }),
  /** Which accounts another program could have, and what it would call them. */
  v.strictObject({ type: v.literal('plan-key-files'), program: v.picklist(KEY_FILE_PROGRAMS) }),
  /** Keys and fingerprints as that program reads them: not encrypted. */
  v.strictObject({
    type: v.literal('save-key-files'),
    program: v.picklist(KEY_FILE_PROGRAMS),
    accounts: v.pipe(
      v.array(v.strictObject({ account: Account, name: NameElsewhere })),
      v.minLength(1),
      v.maxLength(1000),
    ),
  }),
]);
export type FromOptions = v.InferOutput<typeof FromOptions>;

/** Times in ms since the epoch, fingerprints 40 upper-case hexadecimal digits. */
export interface AccountView {
  readonly account: Account;
  /** Absent for an account that was seen in a tab and has no key yet. */
  readonly key?: { readonly fingerprint: string; readonly created: number };
}

export const VERIFIED_HOW = ['compared', 'pasted', 'scanned', 'question', 'secret', 'imported'] as const;

export interface KeyView {
  readonly fingerprint: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly accepted: boolean;
  readonly verified?: { readonly at: number; readonly how: (typeof VERIFIED_HOW)[number] };
}

export interface ContactView {
  readonly contact: Address;
  /** The user's own name for them. */
  readonly name?: string;
  /** The most recently seen first. */
  readonly keys: readonly KeyView[];
}

/** What holds in a scope, or what is set in it when partial. */
export type RuleValues = Readonly<Record<PolicyName, boolean>>;

export interface RulesView {
  readonly everywhere: RuleValues;
  /** The sites where the user has an account, or has set something. */
  readonly sites: readonly { readonly site: string; readonly values: RuleValues }[];
  /** Those with rules of their own. */
  readonly contacts: readonly (Named & { readonly rules: Readonly<Partial<RuleValues>> })[];
}

export interface HistoryRow {
  readonly id: string;
  readonly time: number;
  readonly from: 'us' | 'them';
  readonly text: string;
}

/** `name`: the user's own for the contact, or the address. */
export interface HistoryMatch {
  readonly contact: Address;
  readonly name: string;
  readonly row: HistoryRow;
}

export type TeachOutcome = 'started' | 'not-open' | 'private';

/** What the user taught about an origin. */
export interface TaughtView {
  readonly site: string;
  readonly recipe: Recipe;
  /** It came in a file, from somebody else. */
  readonly broughtIn?: true;
}

/** What is answered to each question. */
export interface OptionsAnswers {
  readonly 'list-taught': readonly TaughtView[];
  readonly 'rename-taught': readonly TaughtView[];
  readonly 'forget-taught': readonly TaughtView[];
  readonly 'bring-taught': readonly TaughtView[];
  /** `not-open`: no tab shows a page of the site. `private`: what is open there must stay covered. */
  readonly teach: { readonly outcome: TeachOutcome };
  readonly accounts: readonly AccountView[];
  readonly 'make-key': readonly AccountView[];
  readonly 'new-key': readonly AccountView[];
  readonly 'remove-key': readonly AccountView[];
  readonly contacts: readonly ContactView[];
  readonly rename: readonly ContactView[];
  readonly 'forget-key': readonly ContactView[];
  readonly rules: RulesView;
  readonly 'set-rule': RulesView;
  readonly 'drop-rules': RulesView;
  readonly 'forget-contact': readonly ContactView[];
  /** Whether it is on, and the contacts that have some, by the newest entry. */
  readonly history: { readonly on: boolean; readonly contacts: readonly Named[] };
  readonly 'switch-history': OptionsAnswers['history'];
  readonly 'read-history': { readonly rows: readonly HistoryRow[]; readonly before?: number };
  /** `more`: there are others, older than these. */
  readonly 'search-history': { readonly matches: readonly HistoryMatch[]; readonly more: boolean };
  readonly 'erase-history': OptionsAnswers['history'];
  readonly 'give-part': null;
  readonly 'take-part': { readonly data: string };
  readonly 'save-backup': { readonly file: FileView } | { readonly problem: BackupProblem };
  readonly 'restore-backup': { readonly report: RestoreView } | { readonly problem: BackupProblem };
  readonly 'look-into': LookedView | { readonly problem: KeyFileProblem };
  readonly 'take-in': TakenView;
  readonly 'plan-key-files': KeyFilesPlan;
  /** `folders`: where the program looks for them, one or one for each account, as on its own system. */
  readonly 'save-key-files': { readonly files: readonly FileView[]; readonly folders: readonly string[] };
}

/** A file that can be taken by its parts. */
export interface FileView {
  readonly file: string;
  readonly name: string;
  readonly parts: number;
}

export const BACKUP_PROBLEMS = [
  'too-large',
  'not-a-backup',
  'newer-version',
  'truncated',
  'wrong-passphrase',
  'damaged',
] as const;
export type BackupProblem = (typeof BACKUP_PROBLEMS)[number];

export interface RestoreView {
  /** How many were not here before. */
  readonly keys: number;
  readonly contacts: number;
  readonly fingerprints: number;
  readonly messages: number;
  /** Accounts that have another key here, which stays. */
  readonly conflicts: readonly Account[];
}

/** Which of the files could not be read, in the order in which they were given, and where: lines from 1. */
export interface KeyFileProblem {
  readonly file: number;
  /** Absent for a file that is too large. */
  readonly line?: number;
}

export interface LookedView {
  /** By which 'take-in' names what was found. */
  readonly looked: string;
  readonly found: readonly FoundView[];
  /** How many fingerprints of Jitsi's are left out, because the files do not say whose they are. */
  readonly nameless: number;
}

/** What the files hold of one account of another program. */
export interface FoundView {
  readonly from: Foreign;
  readonly hasKey: boolean;
  readonly fingerprints: number;
}

export interface TakenView {
  readonly keys: number;
  readonly fingerprints: number;
  /** Accounts that have another key here, which stays. */
  readonly conflicts: readonly Account[];
}

export interface KeyFilesPlan {
  /** What the program's names for accounts are. */
  readonly named: 'jid-with-resource' | 'bare-jid' | 'number-of-account' | 'network-name';
  /** The name is empty where only the user can know it. */
  readonly accounts: readonly { readonly account: Account; readonly name: string }[];
}

export interface Named {
  readonly contact: Address;
  readonly name: string;
}

/** `refused`: not of this contract, or not from the options page. */
export type Refusal = 'locked' | 'refused' | 'failed';

export type OptionsReply<Type extends FromOptions['type']> =
  | { readonly ok: true; readonly answer: OptionsAnswers[Type] }
  | { readonly ok: false; readonly why: Refusal };

/** Each question travels in an envelope, so that other channels may share the browser's one-shot messages. */
export const OptionsEnvelope = v.strictObject({ channel: v.literal('options'), ask: FromOptions });
export type OptionsEnvelope = v.InferOutput<typeof OptionsEnvelope>;

export const isForOptions = (message: unknown): boolean =>
  v.is(v.object({ channel: v.literal('options') }), message);
