/** Keys and fingerprints as other programs read them: not encrypted, so the user is warned first. */
import { useState } from 'preact/hooks';
import { word } from '#ui/words.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { saveFile } from './file-transfer.ts';
import type { OptionsActions } from './options-actions.ts';

const PROGRAMS = [
  { program: 'pidgin', name: 'Pidgin' },
  { program: 'profanity', name: 'Profanity' },
] as const;

export function KeyFilesOut({ actions }: { readonly actions: OptionsActions }) {
  const [outcome, setOutcome] = useState('');
  const save = async (program: (typeof PROGRAMS)[number]['program']) => {
    const reply = await actions.ask<'save-key-files'>({ type: 'save-key-files', program });
    let saved = reply.ok;
    if (reply.ok) for (const file of reply.answer.files) saved = (await saveFile(actions, file)) && saved;
    setOutcome(word(saved ? 'keyfiles_saved' : 'options_failed'));
  };
  return (
    <div class="card" data-form="save-key-files">
      <h2>{word('keyfiles_out')}</h2>
      <p>{word('keyfiles_out_about')}</p>
      <div class="choices">
        {PROGRAMS.map(({ program, name }) => (
          <ConfirmButton
            key={program}
            action={`save-for-${program}`}
            words={word('keyfiles_out_button', name)}
            warning={word('keyfiles_out_warning')}
            confirm={word('keyfiles_out_confirm')}
            onConfirm={() => void save(program)}
          />
        ))}
      </div>
      <p class="outcome" role="status">
        {outcome}
      </p>
    </div>
  );
}
