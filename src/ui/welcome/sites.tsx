/** The third step: the messengers. */
import { AddSite } from '#ui/sites/add-site.tsx';
import { siteWords, useSites } from '#ui/sites/use-sites.ts';
import { word } from '#ui/words.ts';
import type { WelcomeActions } from './welcome-actions.ts';

export function WelcomeSites({ sites }: Pick<WelcomeActions, 'sites'>) {
  const patterns = useSites(sites) ?? [];
  return (
    <>
      <p>{word('welcome_sites_why')}</p>
      <AddSite add={sites.add} />
      {patterns.length > 0 && (
        <>
          <h2>{word('sites_on')}</h2>
          <ul class="site-list">
            {patterns.map((pattern) => (
              <li key={pattern} data-site={pattern}>
                <bdi>{siteWords(pattern)}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="small">{word('sites_later')}</p>
    </>
  );
}
