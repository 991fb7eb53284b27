/** Keys and fingerprints as another program reads them: not encrypted, so the user is warned first. */
import { useId, useState } from 'preact/hooks';
import { KEY_FILE_PROGRAMS, type KeyFileProgram, type KeyFilesPlan } from '#channel/options.ts';
import { briefly, type WordKey, word } from '#ui/words.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { saveFile } from './file-transfer.ts';
import type { OptionsActions } from './options-actions.ts';

const PROGRAM_NAMES: Readonly<Record<KeyFileProgram, string>> = {
  pidgin: 'Pidgin',
  adium: 'Adium',
  irssi: 'irssi',
  profanity: 'Profanity',
};

const HINTS = {
  'jid-with-resource': 'keyfiles_out_name_resource',
  'number-of-account': 'keyfiles_out_name_number',
  'network-name': 'keyfiles_out_name_network',
  'bare-jid': 'keyfiles_out_name_address',
} as const satisfies Record<KeyFilesPlan['named'], WordKey>;

/** What is to be saved: the plan, with the names as the user left them. */
interface Chosen {
  readonly program: KeyFileProgram;
  readonly plan: KeyFilesPlan;
}

export function KeyFilesOut({ actions }: { readonly actions: OptionsActions }) {
  const [chosen, setChosen] = useState<Chosen>();
  const [outcome, setOutcome] = useState('');

  const choose = async (program: KeyFileProgram | undefined) => {
    setChosen(undefined);
    setOutcome('');
    if (program === undefined) return;
    const reply = await actions.ask<'plan-key-files'>({ type: 'plan-key-files', program });
    if (reply.ok) setChosen({ program, plan: reply.answer });
    else setOutcome(word('options_failed'));
  };
  const save = async ({ program, plan }: Chosen) => {
    const accounts = named(plan);
    const reply = await actions.ask<'save-key-files'>({ type: 'save-key-files', program, accounts });
    if (!reply.ok) return setOutcome(word('options_failed'));
    const { files, folders } = reply.answer;
    let saved = true;
    for (const file of files) saved = (await saveFile(actions, file)) && saved;
    if (!saved) return setOutcome(word('options_failed'));
    const names = files.map(({ name }) => name).join(', ');
    setOutcome(word('keyfiles_saved', names, PROGRAM_NAMES[program], folders.join(', ')));
  };
  return (
    <div class="card" data-form="save-key-files">
      <h2>{word('keyfiles_out')}</h2>
      <p>{word('keyfiles_out_about')}</p>
      <ProgramField onProgram={(program) => void choose(program)} />
      {chosen !== undefined && (
        <Plan
          {...chosen}
          onPlan={(plan) => setChosen({ ...chosen, plan })}
          onSave={() => void save(chosen)}
        />
      )}
      <p class="outcome" role="status">
        {outcome}
      </p>
    </div>
  );
}

/** The accounts that have a name in the program; the others are left out. */
const named = ({ accounts }: KeyFilesPlan) =>
  accounts.map(({ account, name }) => ({ account, name: name.trim() })).filter(({ name }) => name !== '');

function ProgramField({ onProgram }: { readonly onProgram: (program: KeyFileProgram | undefined) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{word('keyfiles_out_program')}</label>
      <select
        id={id}
        name="program"
        onChange={(event) => {
          const { value } = event.currentTarget;
          onProgram(KEY_FILE_PROGRAMS.find((program) => program === value));
        }}
      >
        <option value="">{word('keyfiles_out_choose')}</option>
        {KEY_FILE_PROGRAMS.map((program) => (
          <option key={program} value={program}>
            {PROGRAM_NAMES[program]}
          </option>
        ))}
      </select>
    </div>
  );
}

interface PlanProps extends Chosen {
  readonly onPlan: (plan: KeyFilesPlan) => void;
  readonly onSave: () => void;
}

function Plan({ program, plan, onPlan, onSave }: PlanProps) {
  const id = useId();
  const { accounts } = plan;
  if (accounts.length === 0) return <p>{word('keyfiles_out_none', PROGRAM_NAMES[program])}</p>;
  const rename = (index: number, name: string) =>
    onPlan({ ...plan, accounts: accounts.map((one, at) => (at === index ? { ...one, name } : one)) });
  return (
    <>
      {accounts.map(({ account, name }, index) => (
        <div key={Object.values(account).join(' ')} class="field">
          <label for={`${id}-${index}`}>
            {word('keyfiles_out_name', briefly(account.account), account.origin, PROGRAM_NAMES[program])}
          </label>
          <input
            id={`${id}-${index}`}
            name="account-name"
            autocomplete="off"
            spellcheck={false}
            dir="ltr"
            maxLength={3071}
            value={name}
            aria-describedby={`${id}-hint`}
            onInput={(event) => rename(index, event.currentTarget.value)}
          />
        </div>
      ))}
      <p class="small" id={`${id}-hint`}>
        {word(HINTS[plan.named])}
      </p>
      <div class="choices">
        <ConfirmButton
          key={program}
          action="save-key-files"
          words={word('keyfiles_out_save', PROGRAM_NAMES[program])}
          warning={word('keyfiles_out_warning')}
          confirm={word('keyfiles_out_confirm')}
          disabled={named(plan).length === 0}
          onConfirm={onSave}
        />
      </div>
    </>
  );
}
