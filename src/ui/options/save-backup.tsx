/** Saves everything in one file under a passphrase that is typed twice. */
import { useState } from 'preact/hooks';
import { word } from '#ui/words.ts';
import { PROBLEM_WORDS } from './backup-problem.ts';
import { saveFile } from './file-transfer.ts';
import type { OptionsActions } from './options-actions.ts';
import { PassphraseField } from './passphrase-field.tsx';

export function SaveBackup({ actions }: { readonly actions: OptionsActions }) {
  const [once, setOnce] = useState('');
  const [twice, setTwice] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState('');

  const save = async (): Promise<string> => {
    const reply = await actions.ask<'save-backup'>({ type: 'save-backup', passphrase: once });
    if (!reply.ok) return word('options_failed');
    if ('problem' in reply.answer) return word(PROBLEM_WORDS[reply.answer.problem]);
    return word((await saveFile(actions, reply.answer.file)) ? 'backup_saved' : 'options_failed');
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (once === '') return setOutcome(word('backup_passphrase_needed'));
    if (once !== twice) return setOutcome(word('backup_passphrases_differ'));
    setBusy(true);
    setOutcome(word('backup_busy'));
    setOutcome(await save());
    setBusy(false);
    setOnce('');
    setTwice('');
  };
  return (
    <form class="card" data-form="save-backup" onSubmit={(event) => void submit(event)}>
      <h2>{word('backup_save')}</h2>
      <p>{word('backup_save_about')}</p>
      <PassphraseField
        label={word('backup_passphrase')}
        name="passphrase"
        fresh={true}
        value={once}
        onText={setOnce}
      />
      <PassphraseField
        label={word('backup_passphrase_again')}
        name="passphrase-again"
        fresh={true}
        value={twice}
        onText={setTwice}
      />
      <div class="choices">
        <button type="submit" class="button" data-look="primary" data-action="save-backup" disabled={busy}>
          {word('backup_save_button')}
        </button>
      </div>
      <p class="outcome" role="status">
        {outcome}
      </p>
    </form>
  );
}
