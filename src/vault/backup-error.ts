/** Why a backup could not be made or restored; nothing was changed. */
export type BackupErrorCode =
  /** Above 64 MiB. */
  | 'too-large'
  | 'not-a-backup'
  /** Made by a later version than this one. */
  | 'newer-version'
  | 'truncated'
  | 'wrong-passphrase'
  | 'damaged';

export class BackupError extends Error {
  readonly code: BackupErrorCode;

  constructor(code: BackupErrorCode) {
    super(`Backup: ${code}`);
    this.name = 'BackupError';
    this.code = code;
  }
}
