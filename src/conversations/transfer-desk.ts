/** Answers the options page's questions about backups and the key files of other programs. */
import type { FileView, FromOptions, OptionsAnswers, RestoreView } from '#channel/options.ts';
import { BackupError } from '#vault/backup-error.ts';
import type { RestoreReport } from '#vault/restore.ts';
import type { Vault } from '#vault/vault.ts';
import { FileParts } from './file-parts.ts';
import { isForKeyFiles, type KeyFilesAsk, KeyFilesDesk } from './key-files-desk.ts';

const ASKS = ['give-part', 'take-part', 'save-backup', 'restore-backup'] as const;
type Ask = Extract<FromOptions, { type: (typeof ASKS)[number] }> | KeyFilesAsk;

export const isForTransfer = (ask: FromOptions): ask is Ask =>
  (ASKS as readonly string[]).includes(ask.type) || isForKeyFiles(ask);

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
  readonly #keyFiles: KeyFilesDesk;

  constructor(options: TransferDeskOptions) {
    this.#options = options;
    const offer = (name: string, bytes: Uint8Array) => this.#offer(name, bytes);
    this.#keyFiles = new KeyFilesDesk({ ...options, parts: this.#parts, offer });
  }

  async answer(ask: Ask): Promise<OptionsAnswers[Ask['type']]> {
    if (isForKeyFiles(ask)) return this.#keyFiles.answer(ask);
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
