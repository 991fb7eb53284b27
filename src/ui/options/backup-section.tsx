/** Backup: one encrypted file out and in, and the key files of other programs. */
import { word } from '#ui/words.ts';
import { KeyFilesIn } from './key-files-in.tsx';
import { KeyFilesOut } from './key-files-out.tsx';
import type { OptionsActions } from './options-actions.ts';
import { RestoreBackup } from './restore-backup.tsx';
import { SaveBackup } from './save-backup.tsx';
import { Section } from './section.tsx';
import { useAnswer } from './use-answer.ts';

export function BackupSection({ actions }: { readonly actions: OptionsActions }) {
  // Asked for the accounts that keys may be brought into; and to know that nothing is locked.
  const { answer, refusal } = useAnswer<'accounts'>(actions, { type: 'accounts' });
  return (
    <Section
      name="backup"
      heading={word('options_backup')}
      about={word('backup_about')}
      refusal={refusal}
      ready={answer !== undefined}
    >
      <SaveBackup actions={actions} />
      <RestoreBackup actions={actions} />
      <KeyFilesIn actions={actions} accounts={answer ?? []} />
      <KeyFilesOut actions={actions} />
    </Section>
  );
}
