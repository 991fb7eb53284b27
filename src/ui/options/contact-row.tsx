/** A contact: in one line, or opened with name, keys and what can be forgotten. */
import { useState } from 'preact/hooks';
import type { ContactView, KeyView, VERIFIED_HOW } from '#channel/options.ts';
import { dateWords } from '#ui/calendar.ts';
import { RenameForm } from '#ui/rename-form.tsx';
import { briefly, word } from '#ui/words.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { shownName } from './contact-search.ts';
import { Digits } from './digits.tsx';
import type { Answered } from './use-answer.ts';

export type ContactQuestion = 'contacts' | 'rename' | 'forget-key' | 'forget-contact';

interface ContactRowProps {
  readonly view: ContactView;
  readonly run: Answered<ContactQuestion>['run'];
}

const HOW_WORDS = {
  compared: 'contact_verified_compared',
  pasted: 'contact_verified_pasted',
  scanned: 'contact_verified_scanned',
  question: 'contact_verified_question',
  secret: 'contact_verified_secret',
  imported: 'contact_verified_imported',
} as const satisfies Record<(typeof VERIFIED_HOW)[number], string>;

const day = (time: number): string => dateWords(time, word('language_tag'));

export function ContactRow({ view, run }: ContactRowProps) {
  const [open, setOpen] = useState(false);
  const { contact, name, keys } = view;
  const verified = keys.some((key) => key.verified !== undefined);
  return (
    <li class="row" data-contact={contact.peer}>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span class="row-who">
            <bdi class="row-name">{shownName(view)}</bdi>
            {name !== undefined && <bdi class="small">{contact.peer}</bdi>}
          </span>
          {keys.length > 0 && (
            <span class="pill" data-tone={verified ? 'verified' : 'unverified'}>
              {word(verified ? 'contact_verified' : 'contact_unverified')}
            </span>
          )}
        </summary>
        {open && <Opened view={view} run={run} />}
      </details>
    </li>
  );
}

function Opened({ view, run }: ContactRowProps) {
  const { contact, keys, name = '' } = view;
  const who = briefly(shownName(view));
  return (
    <div class="row-inside">
      <p class="small">{word('contact_of_account', contact.account)}</p>
      <RenameForm
        key={name}
        peer={briefly(contact.peer)}
        name={name}
        onName={(next) => void run({ type: 'rename', contact, name: next })}
      />
      {keys.map((key) => (
        <Key key={key.fingerprint} view={view} known={key} run={run} />
      ))}
      <ConfirmButton
        action="forget-contact"
        words={word('contact_forget')}
        label={word('contact_forget_who', who)}
        warning={word('contact_forget_warning', who)}
        confirm={word('contact_forget_confirm')}
        onConfirm={() => void run({ type: 'forget-contact', contact })}
      />
    </div>
  );
}

function Key({ view, known, run }: ContactRowProps & { readonly known: KeyView }) {
  const { fingerprint, firstSeen, lastSeen, verified } = known;
  const who = briefly(shownName(view));
  return (
    <section class="key">
      <h2>{word('verify_theirs', who)}</h2>
      <Digits fingerprint={fingerprint} />
      <p data-tone={verified ? 'verified' : 'unverified'} class="key-mark">
        {verified ? word(HOW_WORDS[verified.how], day(verified.at)) : word('contact_unverified')}
      </p>
      <p class="small">{word('contact_seen', day(firstSeen), day(lastSeen))}</p>
      <ConfirmButton
        action="forget-key"
        words={word('contact_forget_key')}
        label={word('contact_forget_key_who', who, fingerprint.slice(0, 8))}
        warning={word('contact_forget_key_warning', who)}
        confirm={word('contact_forget_key_confirm')}
        onConfirm={() => void run({ type: 'forget-key', contact: view.contact, fingerprint })}
      />
    </section>
  );
}
