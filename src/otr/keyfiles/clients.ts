/**
 * Where libotr's clients keep the three files, and their words for XMPP and IRC in them. The formats are the same.
 *
 * Folders are relative to the user's home on Linux, for Adium on macOS. `account` says what the client writes there.
 */
export type Client = 'pidgin' | 'adium' | 'irssi' | 'profanity';

export interface ClientFiles {
  readonly folder: string;
  /** In that folder each account has a folder of its own: its name, with `_at_` for `@`. */
  readonly foldersOfAccounts?: true;
  readonly privateKeys: string;
  readonly fingerprints: string;
  /** Clients of OTRv2 have none. */
  readonly instanceTags?: string;
  readonly protocols: { readonly xmpp?: string; readonly irc?: string };
  readonly account: 'jid-with-resource' | 'bare-jid' | 'number-of-account' | 'network-name';
}

export const CLIENTS: Readonly<Record<Client, ClientFiles>> = {
  pidgin: {
    folder: '.purple',
    privateKeys: 'otr.private_key',
    fingerprints: 'otr.fingerprints',
    instanceTags: 'otr.instance_tags',
    protocols: { xmpp: 'prpl-jabber', irc: 'prpl-irc' },
    account: 'jid-with-resource',
  },
  adium: {
    folder: 'Library/Application Support/Adium 2.0/Users/Default',
    privateKeys: 'otr.private_key',
    fingerprints: 'otr.fingerprints',
    instanceTags: 'otr.instance_tags',
    protocols: { xmpp: 'libpurple-Jabber', irc: 'libpurple-IRC' },
    account: 'number-of-account',
  },
  irssi: {
    folder: '.irssi/otr',
    privateKeys: 'otr.key',
    fingerprints: 'otr.fp',
    instanceTags: 'otr.instag',
    protocols: { irc: 'IRC' },
    account: 'network-name',
  },
  profanity: {
    folder: '.local/share/profanity/otr',
    foldersOfAccounts: true,
    privateKeys: 'keys.txt',
    fingerprints: 'fingerprints.txt',
    protocols: { xmpp: 'xmpp' },
    account: 'bare-jid',
  },
};
