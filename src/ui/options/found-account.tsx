/** One account of another program, and whose it becomes here. */
import { useId } from 'preact/hooks';
import type { Account, AccountView, FoundView } from '#channel/options.ts';
import { briefly, word } from '#ui/words.ts';

interface FoundAccountProps {
  readonly found: FoundView;
  readonly accounts: readonly AccountView[];
  readonly to: Account | undefined;
  readonly onTo: (account: Account | undefined) => void;
}

export function FoundAccount({ found, accounts, to, onTo }: FoundAccountProps) {
  const id = useId();
  const { from, hasKey, fingerprints } = found;
  const chosen = accounts.findIndex(({ account }) => account === to);
  return (
    <div class="field" data-found-account={from.account}>
      <label for={id}>{word('keyfiles_becomes', briefly(from.account))}</label>
      <p class="small">
        {hasKey && <>{word('keyfiles_has_key')} · </>}
        {word('keyfiles_fingerprints', String(fingerprints))}
      </p>
      <select
        id={id}
        value={String(chosen)}
        onChange={(event) => onTo(accounts[Number(event.currentTarget.value)]?.account)}
      >
        <option value="-1">{word('keyfiles_leave_out')}</option>
        {accounts.map(({ account }, index) => (
          <option key={Object.values(account).join(' ')} value={String(index)}>
            {word('keyfiles_account', account.account, account.origin)}
          </option>
        ))}
      </select>
    </div>
  );
}
