/**
 * A libotr user in a child process (libotr-peer.c, compiled at first use), with no transport of its own: texts for
 * the wire come out through `onWire`, what arrives is handed to `receive`.
 */
import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rename, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export type LibotrEvent =
  | { readonly name: 'show'; readonly protection: 'private' | 'plain'; readonly text: string }
  /** Fingerprint (of the other side) and ssid in hex. */
  | { readonly name: 'secure' | 'still-secure'; readonly fingerprint: string; readonly ssid: string }
  | { readonly name: 'insecure' | 'finished' | 'unreadable' | 'refused' }
  | { readonly name: 'error'; readonly text: string }
  /** libotr's other message events, by their names with dashes. */
  | { readonly name: 'message'; readonly kind: string }
  | { readonly name: 'smp'; readonly step: string; readonly percent: number; readonly question: string }
  /** `data` and `key` in hex. */
  | { readonly name: 'symkey'; readonly use: number; readonly data: string; readonly key: string }
  | { readonly name: 'status'; readonly state: LibotrStatus; readonly trust: string };

export type LibotrStatus = 'plaintext' | 'encrypted' | 'finished';

export interface LibotrPeerOptions {
  /** Its own name; `bob@localhost` by default. */
  readonly account?: string;
  /** Its one contact; `alice@localhost` by default. */
  readonly peer?: string;
  /** The longest text it puts on the wire, in bytes; 0, the default, means any length. */
  readonly maxFragment?: number;
}

const SOURCE = fileURLToPath(new URL('./libotr-peer.c', import.meta.url));
const FOLDER = fileURLToPath(new URL('../../.output/libotr-peer/', import.meta.url));
const PROGRAM = `${FOLDER}libotr-peer`;

const run = promisify(execFile);

const modified = async (path: string): Promise<number> =>
  stat(path).then(
    (found) => found.mtimeMs,
    () => 0,
  );

/** Compiles the peer when its source is newer. Two at once do no harm: the finished program is moved into place. */
async function build(): Promise<void> {
  if ((await modified(PROGRAM)) > (await modified(SOURCE))) return;
  await mkdir(FOLDER, { recursive: true });
  const { stdout } = await run('pkg-config', ['--cflags', '--libs', 'libotr']);
  const flags = stdout.trim().split(/\s+/);
  const fresh = `${PROGRAM}.${crypto.randomUUID()}`;
  await run('cc', ['-Wall', '-Wextra', '-O1', '-o', fresh, SOURCE, ...flags, '-lgcrypt']);
  await rename(fresh, PROGRAM);
}

const toHex = (text: string): string => (text === '' ? '-' : Buffer.from(text, 'utf8').toString('hex'));

const bytesOf = (word: string | undefined): string => (word === undefined || word === '-' ? '' : word);

const fromHex = (word: string | undefined): string => Buffer.from(bytesOf(word), 'hex').toString('utf8');

function parseEvent(name: string, words: readonly string[]): LibotrEvent {
  const [first, second, third] = words;
  switch (name) {
    case 'show':
      return { name, protection: first === 'private' ? 'private' : 'plain', text: fromHex(second) };
    case 'secure':
    case 'still-secure':
      return { name, fingerprint: bytesOf(first), ssid: bytesOf(second) };
    case 'insecure':
    case 'finished':
    case 'unreadable':
    case 'refused':
      return { name };
    case 'error':
      return { name, text: fromHex(first) };
    case 'message':
      return { name, kind: first ?? '' };
    case 'smp':
      return { name, step: first ?? '', percent: Number(second), question: fromHex(third) };
    case 'symkey':
      return { name, use: Number(first), data: bytesOf(second), key: bytesOf(third) };
    case 'status':
      return { name, state: first as LibotrStatus, trust: fromHex(second) };
    default:
      throw new Error(`libotr peer: unknown event ${name}`);
  }
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Commands are carried out one after the other; each promise is settled after its events were reported. */
export class LibotrPeer {
  /** Of its key, 40 hex digits. */
  readonly fingerprint: string;
  readonly instanceTag: number;
  /** Everything it reported, in order, but the texts for the wire. */
  readonly events: LibotrEvent[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Waiter[] = [];
  readonly #wireListeners: ((text: string) => void)[] = [];
  readonly #eventListeners: ((event: LibotrEvent) => void)[] = [];
  #ended = false;

  constructor(child: ChildProcessWithoutNullStreams, fingerprint: string, instanceTag: number) {
    this.#child = child;
    this.fingerprint = fingerprint;
    this.instanceTag = instanceTag;
    child.once('exit', () => this.#fail());
    // A command to a peer that is gone is reported by its promise.
    child.stdin.on('error', () => this.#fail());
  }

  /** Each text for the wire, in order. */
  onWire(listener: (text: string) => void): void {
    this.#wireListeners.push(listener);
  }

  onEvent(listener: (event: LibotrEvent) => void): void {
    this.#eventListeners.push(listener);
  }

  /** A text from the wire. */
  receive(text: string): Promise<void> {
    return this.#command(`receive ${toHex(text)}`);
  }

  /** Puts a query message on the wire. */
  query(): Promise<void> {
    return this.#command('query');
  }

  send(text: string): Promise<void> {
    return this.#command(`send ${toHex(text)}`);
  }

  end(): Promise<void> {
    return this.#command('end');
  }

  /** In bytes; 0 means any length. */
  maxFragment(length: number): Promise<void> {
    return this.#command(`max ${length}`);
  }

  policy(name: 'manual' | 'opportunistic' | 'always' | 'never'): Promise<void> {
    return this.#command(`policy ${name}`);
  }

  async status(): Promise<LibotrStatus> {
    await this.#command('status');
    const last = this.events.findLast((event) => event.name === 'status');
    return last?.name === 'status' ? last.state : 'plaintext';
  }

  trust(level: string): Promise<void> {
    return this.#command(`trust ${level}`);
  }

  smp(secret: string): Promise<void> {
    return this.#command(`smp ${toHex(secret)}`);
  }

  ask(question: string, answer: string): Promise<void> {
    return this.#command(`question ${toHex(question)} ${toHex(answer)}`);
  }

  answer(secret: string): Promise<void> {
    return this.#command(`answer ${toHex(secret)}`);
  }

  abort(): Promise<void> {
    return this.#command('abort');
  }

  extraSymmetricKey(use: number, data: string): Promise<void> {
    return this.#command(`symkey ${use} ${toHex(data)}`);
  }

  /** The texts it showed to its user. */
  shown(): string[] {
    return this.events.flatMap((event) => (event.name === 'show' ? [event.text] : []));
  }

  /** Ends the process and waits for it. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.stdin.end();
    await gone;
  }

  /** One line of its output after 'ready'. */
  read(line: string): void {
    const [name = '', ...words] = line.split(' ');
    if (name === 'done') this.#waiting.shift()?.resolve();
    else if (name === 'wire') this.#report(this.#wireListeners, fromHex(words[0]));
    else {
      const event = parseEvent(name, words);
      this.events.push(event);
      this.#report(this.#eventListeners, event);
    }
  }

  #report<Value>(listeners: readonly ((value: Value) => void)[], value: Value): void {
    for (const listener of listeners) listener(value);
  }

  #command(line: string): Promise<void> {
    if (this.#ended) return Promise.reject(new Error('libotr peer: the process has ended'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#child.stdin.write(`${line}\n`);
    });
  }

  #fail(): void {
    this.#ended = true;
    for (const waiter of this.#waiting.splice(0)) {
      waiter.reject(new Error('libotr peer: the process has ended'));
    }
  }
}

/** Compiles (at first use) and starts a peer with a new key. */
export async function startLibotrPeer(options: LibotrPeerOptions = {}): Promise<LibotrPeer> {
  await build();
  const names = [options.account ?? 'bob@localhost', options.peer ?? 'alice@localhost'];
  const child = spawn(PROGRAM, names);
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout });
  const failed = once(child, 'error').then(([error]) => {
    throw error;
  });
  const [ready] = await Promise.race([once(lines, 'line'), failed]);
  const [, fingerprint = '', tag = ''] = String(ready).split(' ');
  const peer = new LibotrPeer(child, fingerprint, Number.parseInt(tag, 16));
  lines.on('line', (line) => peer.read(line));
  if (options.maxFragment !== undefined) await peer.maxFragment(options.maxFragment);
  return peer;
}
