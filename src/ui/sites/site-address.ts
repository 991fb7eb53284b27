/** What people type for a site: with or without https, with a path or without. One word alone is no address. */

const WITH_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/** Its origin; undefined for what is no address of a web page. */
export function siteAddress(typed: string): string | undefined {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return undefined;
  const hasScheme = WITH_SCHEME.test(text);
  const address = hasScheme ? text : `https://${text}`;
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, origin } = new URL(address);
  const isSite = hasScheme || hostname.includes('.') || hostname === 'localhost';
  return isSite && (protocol === 'https:' || protocol === 'http:') ? origin : undefined;
}
