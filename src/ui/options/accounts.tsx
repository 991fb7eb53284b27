/** Accounts and keys: each with its fingerprint and age; make one now, make a new one, remove it. */
import type { AccountView } from '#channel/options.ts';
import { dateWords } from '#ui/calendar.ts';
import { hostOf } from '#ui/sites/site-address.ts';
import { word } from '#ui/words.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { Digits } from './digits.tsx';
import type { OptionsActions } from './options-actions.ts';
import { Section } from './section.tsx';
import { type Answered, useAnswer } from './use-answer.ts';

type AccountQuestion = 'accounts' | 'make-key' | 'new-key' | 'remove-key';
type Run = Answered<AccountQuestion>['run'];

export function Accounts({ actions }: { readonly actions: OptionsActions }) {
  const { answer, refusal, run } = useAnswer<AccountQuestion>(actions, { type: 'accounts' });
  return (
    <Section
      name="accounts"
      heading={word('options_accounts')}
      about={word('accounts_about')}
      refusal={refusal}
      ready={answer !== undefined}
    >
      {answer?.length === 0 && <p class="nothing">{word('accounts_none')}</p>}
      <ul class="cards">
        {answer?.map((view) => (
          <AccountCard key={Object.values(view.account).join(' ')} view={view} run={run} />
        ))}
      </ul>
    </Section>
  );
}

function AccountCard({ view, run }: { readonly view: AccountView; readonly run: Run }) {
  const { account, key } = view;
  const name = account.account;
  return (
    <li class="card" data-account={name}>
      <div>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <p class="small">
          {word('options_on_site', hostOf(account.origin))}
          {key !== undefined && <> · {word('accounts_made', dateWords(key.created, word('language_tag')))}</>}
        </p>
      </div>
      {key === undefined ? (
        <>
          <p>{word('accounts_no_key')}</p>
          <div class="choices">
            <button
              type="button"
              class="button"
              data-action="make-key"
              aria-label={word('accounts_make_for', name)}
              onClick={() => void run({ type: 'make-key', account })}
            >
              {word('accounts_make')}
            </button>
          </div>
        </>
      ) : (
        <>
          <p class="small">{word('verify_ours')}</p>
          <Digits fingerprint={key.fingerprint} />
          <div class="choices">
            <ConfirmButton
              action="new-key"
              words={word('accounts_new_key')}
              label={word('accounts_new_key_for', name)}
              warning={word('accounts_new_key_warning', name)}
              confirm={word('accounts_new_key_confirm')}
              onConfirm={() => void run({ type: 'new-key', account })}
            />
            <ConfirmButton
              action="remove-key"
              words={word('accounts_remove')}
              label={word('accounts_remove_for', name)}
              warning={word('accounts_remove_warning', name)}
              confirm={word('accounts_remove_confirm')}
              onConfirm={() => void run({ type: 'remove-key', account })}
            />
          </div>
        </>
      )}
    </li>
  );
}
