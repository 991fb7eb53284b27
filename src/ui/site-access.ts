/** The browser's permission for a site. Firefox knows no ports in match patterns, so it covers all ports of the host. */
import browser from 'webextension-polyfill';

/** The match pattern of all pages on the origin's host; undefined for what is not a web page. */
export function hostPattern(origin: string): string | undefined {
  if (!URL.canParse(origin)) return undefined;
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || protocol === 'http:' ? `${protocol}//${hostname}/*` : undefined;
}

/** Asks the user. To be called from a click and before anything is awaited; false when refused. */
export async function requestSite(origin: string): Promise<boolean> {
  const pattern = hostPattern(origin);
  if (pattern === undefined) return false;
  return browser.permissions.request({ origins: [pattern] });
}

/** Gives the permission back; false when the browser, or a rule of an administrator, keeps it. */
export async function releaseSite(origin: string): Promise<boolean> {
  const pattern = hostPattern(origin);
  if (pattern === undefined) return false;
  return browser.permissions.remove({ origins: [pattern] });
}

/** The hosts that the user let Sotto work on, as the browser has them. */
export async function grantedSites(): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  return origins.map((pattern) => pattern.replace(/\/\*$/, ''));
}
