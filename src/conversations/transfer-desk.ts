/** Answers the options page's questions about backups and the key files of other programs. */
import type { FileView, FromOptions, KeyFileProblem, OptionsAnswers, RestoreView } from '#channel/options.ts';
import { KeyFileError } from '#otr/keyfiles/key-file-error.ts';
import { BackupError } from '#vault/backup-error.ts';
import type { RestoreReport } from '#vault/restore.ts';
import type { Vault } from '#vault/vault.ts';
import { FileParts } from './file-parts.ts';
import { type ForeignFile, foreignFile, found, keyFilesFor, takeIn } from './key-files.ts';

const ASKS = [
  'give-part',
  'take-part',
  'save-backup',
  'restore-backup',
  'look-into',
  'take-in',
  'save-key-files',
] as const;
type Ask = Extract<FromOptions, { type: (typeof ASKS)[number] }>;

export const isForTransfer = (ask: FromOptions): ask is Ask => (ASKS as readonly string[]).includes(ask.type);

export interface TransferDeskOptions {
  readonly vault: Vault;
  random(length: number): Uint8Array;
  newId(): string;
  /** Names and trust of any contact may be others now. */
  allChanged(): Promise<void>;
}

export class TransferDesk {
  readonly #options: TransferDeskOptions;
  readonly #parts = new FileParts();

  constructor(options: TransferDeskOptions) {
    this.#options = options;
  }

  async answer(ask: Ask): Promise<OptionsAnswers[Ask['type']]> {
    switch (ask.type) {
      case 'give-part':
        this.#parts.give(ask.file, ask.part, ask.data);
        return null;
      case 'take-part':
        return { data: this.#parts.take(ask.file, ask.part) };
      case 'save-backup':
        return this.#saveBackup(ask.passphrase);
      case 'restore-backup':
        return this.#restoreBackup(ask.file, ask.passphrase);
      case 'look-into':
        return this.#read(ask.files, (files) => ({ found: found(files) }));
      case 'take-in':
        return this.#read(ask.files, async (files) => {
          const report = await takeIn(this.#options.vault, files, ask.choices, Date.now());
          await this.#options.allChanged();
          return { report };
        });
      case 'save-key-files': {
        const files = await keyFilesFor(ask.program, this.#options.vault, this.#options.random);
        return { files: files.map(({ name, bytes }) => this.#offer(name, bytes)) };
      }
    }
  }

  async #saveBackup(passphrase: string): Promise<OptionsAnswers['save-backup']> {
    try {
      const bytes = await this.#options.vault.backup.export(passphrase);
      return { file: this.#offer('sotto.backup', bytes) };
    } catch (error) {
      if (error instanceof BackupError) return { problem: error.code };
      throw error;
    }
  }

  async #restoreBackup(file: string, passphrase: string): Promise<OptionsAnswers['restore-backup']> {
    try {
      const report = await this.#options.vault.backup.restore(this.#parts.look(file), passphrase);
      await this.#options.allChanged();
      return { report: restoreView(report) };
    } catch (error) {
      if (error instanceof BackupError) return { problem: error.code };
      throw error;
    }
  }

  /** Reads all files before anything is done with them. */
  async #read<Answer>(
    ids: readonly string[],
    use: (files: readonly ForeignFile[]) => Answer | Promise<Answer>,
  ): Promise<Answer | { readonly problem: KeyFileProblem }> {
    const files: ForeignFile[] = [];
    for (const [file, id] of ids.entries()) {
      try {
        files.push(foreignFile(this.#parts.look(id)));
      } catch (error) {
        if (error instanceof KeyFileError) return { problem: { file, line: error.line } };
        throw error;
      }
    }
    return use(files);
  }

  #offer(name: string, bytes: Uint8Array): FileView {
    const file = this.#options.newId();
    return { file, name, parts: this.#parts.offer(file, bytes) };
  }
}

const restoreView = ({ identities, contacts, fingerprints, history }: RestoreReport): RestoreView => ({
  keys: identities.added,
  contacts: contacts.added,
  fingerprints: fingerprints.added,
  messages: history.added,
  conflicts: identities.conflicts,
});
