/** What the browser calls all pages of a site. */

/** The match pattern of all pages on the origin's host; undefined for what is not a web page. */
export function hostPattern(origin: string): string | undefined {
  if (!URL.canParse(origin)) return undefined;
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || protocol === 'http:' ? `${protocol}//${hostname}/*` : undefined;
}
