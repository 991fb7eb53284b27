/** The sites where Sotto is on, as the browser says; added and removed with the browser's own permission. */
import { useEffect, useId, useState } from 'preact/hooks';
import { word } from '#ui/words.ts';
import type { OptionsActions, Sites } from './options-actions.ts';
import { Section } from './section.tsx';

export function SitesSection({ actions: { sites } }: { readonly actions: OptionsActions }) {
  const patterns = useSites(sites);
  const [kept, setKept] = useState<string>();
  const remove = (pattern: string) => {
    sites.remove(pattern).then(
      (removed) => setKept(removed ? undefined : pattern),
      () => setKept(pattern),
    );
  };
  return (
    <Section
      name="sites"
      heading={word('options_sites')}
      about={word('sites_about')}
      ready={patterns !== undefined}
    >
      {patterns?.length === 0 && <p class="nothing">{word('sites_none')}</p>}
      <ul class="rows">
        {patterns?.map((pattern) => (
          <li key={pattern} class="row site" data-site={pattern}>
            <bdi class="row-name">{siteWords(pattern)}</bdi>
            <button
              type="button"
              class="button"
              data-action="remove-site"
              aria-label={word('sites_remove_which', siteWords(pattern))}
              onClick={() => remove(pattern)}
            >
              {word('sites_remove')}
            </button>
          </li>
        ))}
      </ul>
      <p class="trouble" role="alert">
        {kept !== undefined && word('popup_stop_here_refused')}
      </p>
      <AddSite add={sites.add} />
    </Section>
  );
}

function AddSite({ add }: Pick<Sites, 'add'>) {
  const [outcome, setOutcome] = useState<'unreadable' | 'refused' | 'added'>();
  const id = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const origin = originOf(String(new FormData(form).get('site') ?? ''));
    if (origin === undefined) return setOutcome('unreadable');
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
          spellcheck={false}
          dir="ltr"
          placeholder="https://chat.example.org"
        />
        <button type="submit" class="button" data-action="add-site">
          {word('sites_add')}
        </button>
      </div>
      <p class="small">{word('sites_add_about')}</p>
      <p class="outcome" role="status">
        {outcome === 'unreadable' && word('sites_unreadable')}
        {outcome === 'refused' && word('popup_use_here_refused')}
        {outcome === 'added' && word('sites_added')}
      </p>
    </form>
  );
}

function useSites(sites: Sites): readonly string[] | undefined {
  const [patterns, setPatterns] = useState<readonly string[]>();
  useEffect(() => {
    const read = () => void sites.list().then((list) => setPatterns([...list].sort()));
    read();
    return sites.onChange(read);
  }, []);
  return patterns;
}

/** `chat.example.org` for `https://chat.example.org/*`; the scheme is said where it is not the safe one. */
const siteWords = (pattern: string): string => pattern.replace(/^https:\/\//, '').replace(/\/\*$/, '');

/** The origin of what the user typed, with or without the scheme; undefined when it is no address of a web page. */
function originOf(typed: string): string | undefined {
  const trimmed = typed.trim();
  const address = /^[a-z]+:/i.test(trimmed) && !/^[^/]*:\d/.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (trimmed === '' || !URL.canParse(address)) return undefined;
  const { origin, protocol } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}
