/** The words for why a backup could not be made or restored. */
import type { BackupProblem } from '#channel/options.ts';

export const PROBLEM_WORDS = {
  'too-large': 'backup_too_large',
  'not-a-backup': 'backup_not_a_backup',
  'newer-version': 'backup_newer_version',
  truncated: 'backup_truncated',
  'wrong-passphrase': 'backup_wrong_passphrase',
  damaged: 'backup_damaged',
} as const satisfies Record<BackupProblem, string>;
