/** The addresses of sites: as people type them, with or without https, a path or not; and as they are shown. */

const WITH_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/** The origin of what was typed; undefined for what is no address of a web page, as one word alone. */
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

/** `chat.example.org:8080` of an origin. */
export const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : origin);
