/**
 * Where Sotto is switched on: the content scripts are registered for the origins the user granted, and no others.
 *
 * Registrations outlast the browser, so that pages which it restores have the scripts from the start; not everywhere
 * and always, so what is there is looked at with each start and change. Grants do last.
 */
import browser, { type Scripting } from 'webextension-polyfill';
import type { ToSite } from '#channel/site.ts';
import { RECIPES } from '#sites/recipes/registry.ts';
import { hostPattern } from '#ui/sites/host-pattern.ts';
import type { TaughtSites } from '#vault/taught-sites.ts';

/** What Chromium and Firefox know beyond the polyfill's types. */
type Script = Scripting.RegisteredContentScript & {
  readonly world?: 'MAIN' | 'ISOLATED';
  readonly matchOriginAsFallback?: boolean;
};

/** Pages of messengers that are known by their address are read by a recipe: nothing has to stand between them and their network. */
const BY_ADDRESS = RECIPES.flatMap(({ hosts }) => hosts);

/** `byPage`: the pages among them that are read by what they show, and not on the wire. */
function scripts(matches: string[], byPage: string[]): Script[] {
  const early = { runAt: 'document_start' } as const;
  const byWire = { ...early, matches, excludeMatches: byPage };
  const all: Script[] = [
    { ...byWire, id: 'wire', js: ['content-scripts/wire.js'], world: 'MAIN' },
    { ...byWire, id: 'by-wire', js: ['messenger-wire.js'] },
    { ...early, id: 'by-page', js: ['messenger-page.js'], matches: byPage },
    { ...early, id: 'guard', js: ['guard.js'], matches, allFrames: true, matchOriginAsFallback: true },
  ];
  return all.filter(({ matches: pages = [] }) => pages.length > 0);
}

let latest: Promise<void> = Promise.resolve();

/** Brings the registrations in line with what is granted now. */
export function registerSiteScripts(taught: Pick<TaughtSites, 'list'>): Promise<void> {
  const replace = (): Promise<void> => replaceAll(taught);
  latest = latest.then(replace, replace);
  return latest;
}

async function replaceAll(taught: Pick<TaughtSites, 'list'>): Promise<void> {
  const matches = await grantedHosts();
  // Read before anything is taken away: a page that is opened in between would go without.
  const known = [...BY_ADDRESS, ...(await taught.list()).flatMap(({ origin }) => hostPattern(origin) ?? [])];
  const wanted = scripts(matches, await granted(known));
  const registered = await browser.scripting.getRegisteredContentScripts();
  if (inWords(registered) === inWords(wanted)) return;
  const ids = registered.map(({ id }) => id);
  if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids });
  for (const script of wanted) {
    await browser.scripting.registerContentScripts([{ ...script, persistAcrossSessions: true }]);
  }
}

/** Which files run where; browsers give lists back in an order of their own. */
function inWords(list: readonly Script[]): string {
  const sorted = (items: readonly string[] = []): string[] => [...items].sort();
  const facts = list.map(({ id, js, matches, excludeMatches }) => [
    id,
    ...[js, matches, excludeMatches].map(sorted),
  ]);
  return JSON.stringify(facts.sort());
}

/**
 * The scripts must be there before the page's own: a page of the hosts (of all where Sotto is on, unless told) that is open and has none
 * is loaded again. So are those that a browser restored at its start, before the scripts were registered.
 */
export async function reloadPagesLeftOut(hosts?: readonly string[]): Promise<void> {
  const tabs = await tabsOf(hosts ?? (await grantedHosts()), { discarded: false });
  await Promise.all(tabs.map(async (tab) => (await isHeard(tab)) || browser.tabs.reload(tab)));
}

const isHeard = (tab: number): Promise<boolean> =>
  browser.tabs.sendMessage(tab, { type: 'are-you-there' } satisfies ToSite, { frameId: 0 }).then(
    () => true,
    () => false,
  );

/**
 * Those of the tabs that are not on their way from one page to another: what they come to has the scripts, and loading again would take
 * them back. Without an address browsers would give every tab.
 */
async function tabsOf(origins: readonly string[], which: { discarded?: boolean } = {}): Promise<number[]> {
  const tabs = origins.length === 0 ? [] : await browser.tabs.query({ ...which, url: [...origins] });
  return tabs.flatMap((tab) => ('pendingUrl' in tab || tab.id === undefined ? [] : tab.id));
}

/** Pages of the origin that are open get the scripts as they are now. */
export async function reloadPagesOf(origin: string): Promise<void> {
  const pattern = hostPattern(origin);
  for (const tab of await tabsOf(pattern === undefined ? [] : [pattern])) await browser.tabs.reload(tab);
}

/** The origin of the tab's page and whether Sotto is switched on there; undefined where it never can be. */
export async function siteOf(tab: number): Promise<{ site: string; enabled: boolean } | undefined> {
  // Without a permission for it the address is readable only while the popup's click lends `activeTab`.
  const { url } = await browser.tabs.get(tab).catch(() => ({ url: undefined }));
  if (url === undefined || !/^https?:/.test(url)) return undefined;
  const { origin } = new URL(url);
  return { site: origin, enabled: await isOn(origin) };
}

/** Whether Sotto is switched on for the origin. */
export async function isOn(origin: string): Promise<boolean> {
  const pattern = hostPattern(origin);
  return pattern !== undefined && browser.permissions.contains({ origins: [pattern] });
}

/** Those of the pages where Sotto is switched on, by whatever permission. */
async function granted(pages: readonly string[]): Promise<string[]> {
  const on = await Promise.all(pages.map(isOn));
  return [...new Set(pages.filter((_, index) => on[index]))];
}

async function grantedHosts(): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  return origins;
}
