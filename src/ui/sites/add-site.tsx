/** A messenger's page is typed or pasted, the browser asks, and Sotto is on there and nowhere else. */
import { useId, useState } from 'preact/hooks';
import { word } from '#ui/words.ts';
import type { Sites } from './site-access.ts';
import { siteAddress } from './site-address.ts';

const WORDS = {
  unreadable: 'sites_unreadable',
  refused: 'popup_use_here_refused',
  added: 'sites_added',
} as const;

export function AddSite({ add }: Pick<Sites, 'add'>) {
  const [outcome, setOutcome] = useState<keyof typeof WORDS>();
  const id = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const origin = siteAddress(String(new FormData(form).get('site') ?? ''));
    if (origin === undefined) return setOutcome('unreadable');
    // Straight from the click: the browser asks for nothing otherwise.
    add(origin).then(
      (added) => {
        setOutcome(added ? 'added' : 'refused');
        if (added) form.reset();
      },
      () => setOutcome('refused'),
    );
  };
  return (
    <form class="field" onSubmit={submit}>
      <label for={id}>{word('sites_add_label')}</label>
      <div class="field-line">
        <input
          id={id}
          name="site"
          inputMode="url"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          dir="ltr"
          placeholder="https://chat.example.org"
          aria-describedby={`${id}-outcome`}
          aria-invalid={outcome === 'unreadable'}
        />
        <button type="submit" class="button" data-action="add-site">
          {word('sites_add')}
        </button>
      </div>
      <p class="small">{word('sites_add_about')}</p>
      <p class="outcome" id={`${id}-outcome`} role="status" data-outcome={outcome}>
        {outcome !== undefined && word(WORDS[outcome])}
      </p>
    </form>
  );
}
