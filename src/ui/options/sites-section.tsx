/** The sites where Sotto is on, as the browser says; added and removed with the browser's own permission. */
import { useState } from 'preact/hooks';
import { AddSite } from '#ui/sites/add-site.tsx';
import { hostPattern } from '#ui/sites/host-pattern.ts';
import { siteWords, useSites } from '#ui/sites/use-sites.ts';
import { word } from '#ui/words.ts';
import { KnownMessengers } from './known-messengers.tsx';
import type { OptionsActions } from './options-actions.ts';
import { Section } from './section.tsx';
import { TaughtSites } from './taught-sites.tsx';

export function SitesSection({ actions }: { readonly actions: OptionsActions }) {
  const { sites, messengers } = actions;
  const patterns = useSites(sites);
  /** What became of the site that the user removed last. */
  const [last, setLast] = useState<{ readonly pattern: string; readonly removed: boolean }>();
  const remove = (pattern: string) => {
    setLast(undefined);
    sites.remove(pattern).then(
      (removed) => setLast({ pattern, removed }),
      () => setLast({ pattern, removed: false }),
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
        {last?.removed === false && word('popup_stop_here_refused')}
      </p>
      <p class="outcome" role="status">
        {last?.removed && word('sites_removed', siteWords(last.pattern))}
      </p>
      <AddSite add={sites.add} />
      <TaughtSites actions={actions} isOn={(site) => patterns?.includes(hostPattern(site) ?? '') === true} />
      <KnownMessengers messengers={messengers} />
    </Section>
  );
}
