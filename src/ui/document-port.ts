/**
 * The documents' end of the port `document`: attaches, attaches again when the worker died, and loses no command.
 *
 * Commands with an id ('send', 'retry', 'set-policy') are kept until the background says 'taken', and are sent again after
 * every new snapshot; the background acts once for each id. All others are posted when the port is attached, or
 * held until it is; while Sotto is locked nothing is but what is for that state. A text under way is shown as a waiting row from the moment it left the composer.
 */
import type { Entry } from '#channel/conversation.ts';
import type { FromDocument, ToDocument } from '#channel/document.ts';
import type { PolicyName } from '#channel/policy.ts';
import { afterMessage, type DocumentState, mergeEntries, OPENING } from './document-state.ts';

type AttachType = 'attach-panel' | 'attach-conversation' | 'attach-tab';
export type Attach = Extract<FromDocument, { type: AttachType }>;
export type Command = Exclude<FromDocument, { type: AttachType }>;
type KeptCommand = Extract<Command, { type: 'send' | 'retry' | 'set-policy' }>;
type Send = Extract<Command, { type: 'send' }>;

/** What is used of a `runtime.Port`. */
export interface PortLike {
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

export interface DocumentPortOptions {
  readonly attach: Attach;
  /** The first port, when it was connected and `attach` posted on it before. */
  readonly attached?: PortLike;
  /** May throw, as `runtime.connect` does when the extension was taken away. */
  readonly connect: () => PortLike;
  /** Calls `again` after so many milliseconds. */
  readonly later: (again: () => void, ms: number) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const FIRST_WAIT = 100;
const LONGEST_WAIT = 5_000;

export class DocumentPort {
  readonly #options: DocumentPortOptions;
  readonly #listeners = new Set<() => void>();
  /** By id, in the order in which they were given, with the time at which they were. */
  readonly #kept = new Map<string, { readonly command: KeptCommand; readonly time: number }>();
  #held: Command[] = [];
  #port: PortLike | undefined;
  #attached = false;
  #failures = 0;
  #closed = false;
  #told: DocumentState = OPENING;
  #shown: DocumentState = OPENING;

  constructor(options: DocumentPortOptions) {
    this.#options = options;
    if (options.attached === undefined) this.#connect();
    else this.#use(options.attached);
  }

  /** What to show: what the background told, and the texts that it has not taken yet. */
  get state(): DocumentState {
    return this.#shown;
  }

  /** Calls `listener` after each change of `state`; returns what ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hands a command to the background, now or as soon as it is there. */
  post(command: Command): void {
    if (command.type === 'open-unlock' || (command.type === 'show-page-chat' && this.#isLocked())) {
      if (this.#port === undefined || !this.#write(command)) this.#hold(command);
    } else if (isKept(command)) {
      this.#keep(command);
    } else if (!this.#attached || !this.#write(command)) {
      this.#hold(command);
    }
  }

  #keep(command: KeptCommand): void {
    if (command.type === 'set-policy') this.#told = withUnkept(this.#told, undefined);
    this.#kept.set(command.id, { command, time: this.#options.now() });
    this.#show();
    if (this.#attached) this.#write(command);
  }

  /** Whether a text of that conversation is under way that the background has not taken. */
  hasUntaken(conversation: string): boolean {
    return [...this.#kept.values()].some(
      ({ command }) => command.type !== 'set-policy' && command.conversation === conversation,
    );
  }

  /** The user has read what the page did and goes on. */
  dismissTrouble(): void {
    if (this.#told.phase !== 'open' || this.#told.trouble === undefined) return;
    const { trouble: _, ...rest } = this.#told;
    this.#told = rest;
    this.#show();
  }

  close(): void {
    this.#closed = true;
    this.#port?.disconnect();
  }

  #isLocked = (): boolean => this.#told.phase === 'locked';

  #connect(): void {
    if (this.#closed) return;
    try {
      const port = this.#options.connect();
      this.#use(port);
      port.postMessage(this.#options.attach);
    } catch {
      this.#reconnect();
    }
  }

  #use(port: PortLike): void {
    this.#port = port;
    port.onMessage.addListener((message) => {
      if (port === this.#port) this.#receive(message as ToDocument);
    });
    port.onDisconnect.addListener(() => {
      if (port === this.#port) this.#reconnect();
    });
  }

  /** At once the first time, then with rising waits until the background answers again. */
  #reconnect(): void {
    this.#port = undefined;
    this.#attached = false;
    if (this.#closed || this.#told.phase === 'detached') return;
    const wait = this.#failures === 0 ? 0 : Math.min(FIRST_WAIT * 2 ** (this.#failures - 1), LONGEST_WAIT);
    this.#failures += 1;
    this.#options.later(() => this.#connect(), wait);
  }

  #receive(message: ToDocument): void {
    this.#failures = 0;
    if (message.type === 'taken') this.#take(message.id);
    if (message.type === 'refused') this.#giveUp(message.id);
    this.#told = afterMessage(this.#told, message);
    this.#show();
    // What is asked for while Sotto is locked waits until it is not.
    if (message.type === 'locked') this.#attached = false;
    if (message.type === 'snapshot' || message.type === 'no-chat') this.#catchUp();
  }

  /** The row of a taken text stays until the background tells its own for it. */
  #take(id: string): void {
    if (this.#shown.phase === 'open' && this.#told.phase === 'open') {
      const row = this.#shown.entries.filter((entry) => entry.id === id);
      this.#told = { ...this.#told, entries: mergeEntries(this.#told.entries, row) };
    }
    this.#kept.delete(id);
  }

  /** Nothing but the rules can be refused. */
  #giveUp(id: string): void {
    const command = this.#kept.get(id)?.command;
    this.#kept.delete(id);
    if (command?.type === 'set-policy') this.#told = withUnkept(this.#told, command.policy);
  }

  #catchUp(): void {
    if (this.#attached) return;
    this.#attached = true;
    for (const { command } of this.#kept.values()) this.#write(command);
    const held = this.#held;
    this.#held = [];
    for (const command of held) this.post(command);
  }

  /** Of drafts, and of what the keyboard does, only the last word counts. */
  #hold(command: Command): void {
    const replaces = command.type === 'draft' || command.type === 'composer-focus';
    this.#held = [
      ...this.#held.filter(
        (held) =>
          !(replaces && held.type === command.type && conversationOf(held) === conversationOf(command)),
      ),
      command,
    ];
  }

  #write(command: Command): boolean {
    try {
      this.#port?.postMessage(command);
      return this.#port !== undefined;
    } catch {
      // The port is gone and its onDisconnect has not come yet, or never will (Chromium, back/forward cache).
      this.#reconnect();
      return false;
    }
  }

  #show(): void {
    this.#shown = this.#withUntaken(this.#told);
    for (const listener of this.#listeners) listener();
  }

  #withUntaken(state: DocumentState): DocumentState {
    if (state.phase !== 'open') return state;
    const kept = [...this.#kept.values()].filter(({ command }) => command.conversation === state.view.id);
    const switched = kept.flatMap(({ command }) => (command.type === 'set-policy' ? [command] : []));
    const shown = switched.length === 0 ? state : { ...state, switched };
    const known = new Set(state.entries.map((entry) => entry.id));
    const waiting: Entry[] = [];
    for (const { command, time } of kept) {
      if (command.type === 'send' && !known.has(command.id))
        waiting.push(waitingEntry(command, time, waiting.length));
    }
    return waiting.length === 0 ? shown : { ...shown, entries: mergeEntries(state.entries, waiting) };
  }
}

const isKept = (command: Command): command is KeptCommand =>
  command.type === 'send' || command.type === 'retry' || command.type === 'set-policy';

function withUnkept(state: DocumentState, policy: PolicyName | undefined): DocumentState {
  if (state.phase !== 'open') return state;
  const { unkept: _, ...rest } = state;
  return policy === undefined ? rest : { ...rest, unkept: policy };
}

function waitingEntry({ id, text }: Send, time: number, index: number): Entry {
  const seq = Number.MAX_SAFE_INTEGER - 10_000 + index;
  return { kind: 'message', id, seq, time, from: 'us', text, protection: 'private', delivery: 'waiting' };
}

function conversationOf(command: Command): string {
  return 'conversation' in command ? command.conversation : '';
}
