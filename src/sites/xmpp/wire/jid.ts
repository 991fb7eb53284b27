/** JIDs (RFC 7622) as far as the wire hook needs them: servers stamp them prepared, so comparing is enough. */

/** `alice@example.org` of `Alice@example.org/phone`. */
export function bareJid(jid: string): string {
  const slash = jid.indexOf('/');
  return (slash < 0 ? jid : jid.slice(0, slash)).toLowerCase();
}

export function hasResource(jid: string): boolean {
  return jid.includes('/');
}
