/**
 * What a document of ours knows of its conversation, and how each message of the background changes it: pure.
 *
 * Entries are unique by id and rise by `seq`. The array of entries, and each entry that did not change, keep their
 * identity, so that views can tell cheaply what is new.
 */
import type { ConversationView, Entry } from '#channel/conversation.ts';
import type { ToDocument, Trouble } from '#channel/document.ts';
import type { PolicyName, PolicyScope } from '#channel/policy.ts';

export type DocumentState =
  | { readonly phase: 'opening' }
  | { readonly phase: 'detached' }
  | { readonly phase: 'locked' }
  | { readonly phase: 'no-chat'; readonly site?: string; readonly enabled: boolean }
  | OpenDocument;

export interface OpenDocument {
  readonly phase: 'open';
  readonly view: ConversationView;
  readonly entries: readonly Entry[];
  /** The page interfered, and the user has not said yet to go on. */
  readonly trouble?: Trouble;
  /** Rules that the user has switched, oldest first, and that are not on record yet. */
  readonly switched?: readonly SwitchedRule[];
  /** A rule that was switched and could not be put on record. */
  readonly unkept?: PolicyName;
}

export interface SwitchedRule {
  readonly policy: PolicyName;
  readonly scope: PolicyScope;
  readonly value: boolean;
}

export const OPENING: DocumentState = { phase: 'opening' };

/** The state after `message`; the same object when it changes nothing. */
export function afterMessage(state: DocumentState, message: ToDocument): DocumentState {
  switch (message.type) {
    case 'snapshot':
      return afterSnapshot(state, message.view, message.entries);
    case 'update':
      return state.phase === 'open' && state.view.id === message.view.id
        ? { ...state, view: message.view, entries: mergeEntries(state.entries, message.entries) }
        : state;
    case 'trouble':
      return state.phase === 'open' ? { ...state, trouble: message.trouble } : state;
    case 'no-chat':
      return {
        phase: 'no-chat',
        enabled: message.enabled,
        ...(message.site === undefined ? {} : { site: message.site }),
      };
    case 'locked':
      return state.phase === 'locked' ? state : { phase: 'locked' };
    case 'detached':
      return { phase: 'detached' };
    case 'taken':
    case 'refused':
      return state;
  }
}

/** Trouble outlasts a reconnect and a change of the chat: only the user ends it. */
function afterSnapshot(
  state: DocumentState,
  view: ConversationView,
  entries: readonly Entry[],
): OpenDocument {
  const same = state.phase === 'open' && state.view.id === view.id;
  const known = same ? state.entries : [];
  const trouble = state.phase === 'open' ? state.trouble : undefined;
  return {
    phase: 'open',
    view,
    entries: keepIdentity(known, sortBySeq(entries)),
    ...(trouble === undefined ? {} : { trouble }),
  };
}

/** `changed` entries replace those with the same id, or are added; the result rises by `seq`. */
export function mergeEntries(known: readonly Entry[], changed: readonly Entry[]): readonly Entry[] {
  if (changed.length === 0) return known;
  const byId = new Map(changed.map((entry) => [entry.id, entry]));
  const merged = known.map((entry) => {
    const newer = byId.get(entry.id);
    byId.delete(entry.id);
    return newer ?? entry;
  });
  return sortBySeq([...merged, ...byId.values()]);
}

function sortBySeq(entries: readonly Entry[]): readonly Entry[] {
  const rising = entries.every((entry, index) => index === 0 || (entries[index - 1]?.seq ?? 0) <= entry.seq);
  return rising ? entries : [...entries].sort((a, b) => a.seq - b.seq);
}

function keepIdentity(known: readonly Entry[], entries: readonly Entry[]): readonly Entry[] {
  const byId = new Map(known.map((entry) => [entry.id, entry]));
  return entries.map((entry) => {
    const old = byId.get(entry.id);
    return old !== undefined && sameEntry(old, entry) ? old : entry;
  });
}

function sameEntry(a: Entry, b: Entry): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
