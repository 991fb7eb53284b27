/** Adds what a backup holds to what is here; a file that is not right changes nothing, and the user is told why. */
import { useState } from 'preact/hooks';
import { MAX_FILE_LENGTH, type RestoreView } from '#channel/options.ts';
import { word } from '#ui/words.ts';
import { PROBLEM_WORDS } from './backup-problem.ts';
import { FileField } from './file-field.tsx';
import { giveFile } from './file-transfer.ts';
import type { OptionsActions } from './options-actions.ts';
import { PassphraseField } from './passphrase-field.tsx';

export function RestoreBackup({ actions }: { readonly actions: OptionsActions }) {
  const [file, setFile] = useState<File>();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<readonly string[]>([]);

  const restore = async (chosen: File): Promise<readonly string[]> => {
    if (chosen.size > MAX_FILE_LENGTH) return [word('backup_too_large')];
    const id = await giveFile(actions, chosen);
    if (id === undefined) return [word('options_failed')];
    const reply = await actions.ask<'restore-backup'>({ type: 'restore-backup', file: id, passphrase });
    if (!reply.ok) return [word('options_failed')];
    if ('problem' in reply.answer) return [word(PROBLEM_WORDS[reply.answer.problem])];
    return reportWords(reply.answer.report);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (file === undefined) return setOutcome([word('backup_file_needed')]);
    if (passphrase === '') return setOutcome([word('backup_passphrase_needed')]);
    setBusy(true);
    setOutcome([word('backup_busy')]);
    setOutcome(await restore(file));
    setBusy(false);
    setPassphrase('');
  };
  return (
    <form class="card" data-form="restore-backup" onSubmit={(event) => void submit(event)}>
      <h2>{word('backup_restore')}</h2>
      <p>{word('backup_restore_about')}</p>
      <FileField label={word('backup_file')} name="backup" onFiles={([chosen]) => setFile(chosen)} />
      <PassphraseField
        label={word('backup_its_passphrase')}
        name="restore-passphrase"
        fresh={false}
        value={passphrase}
        onText={setPassphrase}
      />
      <div class="choices">
        <button type="submit" class="button" data-action="restore-backup" disabled={busy}>
          {word('backup_restore_button')}
        </button>
      </div>
      <div class="outcome" role="status">
        {outcome.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </form>
  );
}

const reportWords = ({ keys, contacts, fingerprints, messages, conflicts }: RestoreView): string[] => [
  word('backup_restored', String(keys), String(contacts), String(fingerprints), String(messages)),
  ...conflicts.map(({ account }) => word('backup_conflict', account)),
];
