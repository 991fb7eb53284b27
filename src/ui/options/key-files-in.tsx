/** Keys and fingerprints from another program: its files are read, and the user says whose account each becomes. */
import { useState } from 'preact/hooks';
import {
  type Account,
  type AccountView,
  type FoundView,
  type KeyFileProblem,
  type LookedView,
  MAX_FILE_LENGTH,
  type TakenView,
} from '#channel/options.ts';
import { word } from '#ui/words.ts';
import { FileField } from './file-field.tsx';
import { giveFile } from './file-transfer.ts';
import { FoundAccount } from './found-account.tsx';
import type { OptionsActions } from './options-actions.ts';

interface KeyFilesInProps {
  readonly actions: OptionsActions;
  readonly accounts: readonly AccountView[];
}

interface Looked {
  readonly id: string;
  readonly found: readonly FoundView[];
  /** For each that was found, the account it becomes; undefined leaves it out. */
  readonly to: readonly (Account | undefined)[];
}

export function KeyFilesIn({ actions, accounts }: KeyFilesInProps) {
  const [looked, setLooked] = useState<Looked>();
  const [outcome, setOutcome] = useState<readonly string[]>([]);

  const look = async (chosen: readonly File[]) => {
    setLooked(undefined);
    setOutcome([]);
    if (chosen.length === 0) return;
    const large = chosen.findIndex(({ size }) => size > MAX_FILE_LENGTH);
    if (large !== -1) return setOutcome([problemWords({ file: large }, chosen)]);
    const files = await Promise.all(chosen.map((file) => giveFile(actions, file)));
    const given = files.filter((id) => id !== undefined);
    if (given.length < files.length) return setOutcome([word('options_failed')]);
    const reply = await actions.ask<'look-into'>({ type: 'look-into', files: given });
    if (!reply.ok) return setOutcome([word('options_failed')]);
    if ('problem' in reply.answer) return setOutcome([problemWords(reply.answer.problem, chosen)]);
    const { looked: id, found } = reply.answer;
    if (found.length > 0) setLooked({ id, found, to: found.map((one) => sameAccount(one, accounts)) });
    setOutcome(lookedWords(reply.answer, accounts));
  };
  const take = async ({ id, found, to }: Looked) => {
    const choices = found.flatMap(({ from }, index) => {
      const account = to[index];
      return account === undefined ? [] : [{ from, to: account }];
    });
    const reply = await actions.ask<'take-in'>({ type: 'take-in', looked: id, choices });
    setLooked(undefined);
    setOutcome(reply.ok ? reportWords(reply.answer) : [word('options_failed')]);
  };
  return (
    <div class="card" data-form="key-files">
      <h2>{word('keyfiles_in')}</h2>
      <p>{word('keyfiles_in_about')}</p>
      <FileField
        label={word('keyfiles_in_files')}
        name="key-files"
        multiple
        onFiles={(files) => void look(files)}
      />
      {looked?.found.map((one, index) => (
        <FoundAccount
          key={`${one.from.account} ${one.from.protocol}`}
          found={one}
          accounts={accounts}
          to={looked.to[index]}
          onTo={(account) => setLooked({ ...looked, to: looked.to.with(index, account) })}
        />
      ))}
      {looked !== undefined && (
        <div class="choices">
          <button
            type="button"
            class="button"
            data-look="primary"
            data-action="take-in"
            disabled={looked.to.every((account) => account === undefined)}
            onClick={() => void take(looked)}
          >
            {word('keyfiles_in_button')}
          </button>
        </div>
      )}
      <div class="outcome" role="status">
        {outcome.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  );
}

/** The user's account of the same name, whatever resource the program wrote after it. */
function sameAccount({ from }: FoundView, accounts: readonly AccountView[]): Account | undefined {
  const [name = ''] = from.account.split('/', 1);
  return accounts.find(({ account }) => account.account.toLowerCase() === name.toLowerCase())?.account;
}

function problemWords({ file, line }: KeyFileProblem, chosen: readonly File[]): string {
  const name = chosen[file]?.name ?? '';
  return line === undefined
    ? word('keyfiles_too_large', name)
    : word('keyfiles_unreadable', name, String(line));
}

const lookedWords = ({ found, nameless }: LookedView, accounts: readonly AccountView[]): string[] => [
  ...(found.length === 0 && nameless === 0 ? [word('keyfiles_nothing')] : []),
  ...(found.length > 0 && accounts.length === 0 ? [word('keyfiles_no_accounts')] : []),
  ...(nameless > 0 ? [word('keyfiles_nameless', String(nameless))] : []),
];

const reportWords = ({ keys, fingerprints, conflicts }: TakenView): string[] => [
  word('keyfiles_taken', String(keys), String(fingerprints)),
  ...conflicts.map(({ account }) => word('backup_conflict', account)),
];
