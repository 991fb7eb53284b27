/** The contacts: found by name, address or fingerprint; a thousand of them stay quick, since only open ones are drawn whole. */
import { useMemo, useState } from 'preact/hooks';
import type { ContactView } from '#channel/options.ts';
import { word } from '#ui/words.ts';
import { type ContactQuestion, ContactRow } from './contact-row.tsx';
import { matching } from './contact-search.ts';
import type { OptionsActions } from './options-actions.ts';
import { SearchField } from './search-field.tsx';
import { Section } from './section.tsx';
import { useAnswer } from './use-answer.ts';

const NOBODY: readonly ContactView[] = [];

export function Contacts({ actions }: { readonly actions: OptionsActions }) {
  const { answer, refusal, run } = useAnswer<ContactQuestion>(actions, { type: 'contacts' });
  const [wanted, setWanted] = useState('');
  const found = useMemo(() => matching(answer ?? NOBODY, wanted), [answer, wanted]);
  return (
    <Section
      name="contacts"
      heading={word('options_contacts')}
      about={word('contacts_about')}
      refusal={refusal}
      ready={answer !== undefined}
    >
      {answer?.length === 0 ? (
        <p class="nothing">{word('contacts_none')}</p>
      ) : (
        <SearchField label={word('contacts_search')} onText={setWanted} />
      )}
      <p class="small" role="status">
        {wanted.trim() !== '' && word('contacts_found', String(found.length))}
      </p>
      <ul class="rows">
        {found.map((view) => (
          <ContactRow key={Object.values(view.contact).join(' ')} view={view} run={run} />
        ))}
      </ul>
    </Section>
  );
}
