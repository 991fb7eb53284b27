/**
 * Answers the options page's questions about the key files of other programs.
 *
 * What was given is read at once and then overwritten: such a file may hold passwords too. Of what it held, only keys
 * and fingerprints are kept, in memory, until they are taken in, other files are looked into, or the vault is locked.
 */
import type { FileView, FromOptions, KeyFileProblem, OptionsAnswers } from '#channel/options.ts';
import { KeyFileError } from '#otr/keyfiles/key-file-error.ts';
import type { Vault } from '#vault/vault.ts';
import type { FileParts } from './file-parts.ts';
import { type ForeignFile, type ForeignKeys, foundIn, readForeignFile, together } from './foreign-keys.ts';
import { takeIn } from './key-files-in.ts';
import { foldersFor, keyFilesFor, planKeyFiles } from './key-files-out.ts';

const ASKS = ['look-into', 'take-in', 'plan-key-files', 'save-key-files'] as const;
export type KeyFilesAsk = Extract<FromOptions, { type: (typeof ASKS)[number] }>;

export const isForKeyFiles = (ask: FromOptions): ask is KeyFilesAsk =>
  (ASKS as readonly string[]).includes(ask.type);

interface KeyFilesDeskOptions {
  readonly vault: Vault;
  readonly parts: FileParts;
  random(length: number): Uint8Array;
  newId(): string;
  /** Makes a file ready to be taken by its parts. */
  offer(name: string, bytes: Uint8Array): FileView;
  /** Names and trust of any contact may be others now. */
  allChanged(): Promise<void>;
}

/** Files that were not looked into, or not last. */
class NotLookedIntoError extends Error {
  constructor() {
    super('No such files');
    this.name = 'NotLookedIntoError';
  }
}

export class KeyFilesDesk {
  readonly #options: KeyFilesDeskOptions;
  #looked: { readonly id: string; readonly foreign: ForeignKeys } | undefined;

  constructor(options: KeyFilesDeskOptions) {
    this.#options = options;
    options.vault.lock.onChange((locked) => {
      if (locked) this.#looked = undefined;
    });
  }

  async answer(ask: KeyFilesAsk): Promise<OptionsAnswers[KeyFilesAsk['type']]> {
    const { vault, random, offer } = this.#options;
    switch (ask.type) {
      case 'look-into':
        return this.#lookInto(ask.files);
      case 'take-in':
        return this.#takeIn(ask);
      case 'plan-key-files':
        return planKeyFiles(ask.program, vault);
      case 'save-key-files': {
        const files = await keyFilesFor(ask.program, ask.accounts, vault, random);
        const names = ask.accounts.map(({ name }) => name);
        return {
          files: files.map(({ name, bytes }) => offer(name, bytes)),
          folders: foldersFor(ask.program, names),
        };
      }
    }
  }

  /** Reads all files before anything is done with them. */
  async #lookInto(ids: readonly string[]): Promise<OptionsAnswers['look-into']> {
    this.#looked = undefined;
    await this.#options.vault.lock.keys();
    const given = ids.map((id) => this.#options.parts.whole(id));
    try {
      const files: ForeignFile[] = [];
      for (const [file, bytes] of given.entries()) {
        const read = readOrProblem(bytes, file);
        if ('problem' in read) return read;
        files.push(read);
      }
      const foreign = together(files);
      const id = this.#options.newId();
      this.#looked = { id, foreign };
      return { looked: id, found: foundIn(foreign), nameless: foreign.nameless };
    } finally {
      for (const bytes of given) bytes.fill(0);
    }
  }

  async #takeIn({
    looked,
    choices,
  }: Extract<KeyFilesAsk, { type: 'take-in' }>): Promise<OptionsAnswers['take-in']> {
    if (this.#looked?.id !== looked) throw new NotLookedIntoError();
    const { foreign } = this.#looked;
    const report = await takeIn(this.#options.vault, foreign, choices, Date.now());
    this.#looked = undefined;
    await this.#options.allChanged();
    return report;
  }
}

function readOrProblem(bytes: Uint8Array, file: number): ForeignFile | { readonly problem: KeyFileProblem } {
  try {
    return readForeignFile(bytes);
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    return { problem: error.code === 'file-too-large' ? { file } : { file, line: error.line } };
  }
}
