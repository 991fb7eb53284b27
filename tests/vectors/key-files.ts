/** Files that other programs made, and what is in them; their origin stands in README.md. */
import { readFileSync } from 'node:fs';

/** The bytes of a file in `keyfiles/`. */
export const keyFile = (path: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`keyfiles/${path}`, import.meta.url)));

/** Where the file is. */
export const keyFilePath = (path: string): string => new URL(`keyfiles/${path}`, import.meta.url).pathname;

interface ProgramFiles {
  readonly files: readonly string[];
  /** As the program calls it. */
  readonly account: string;
  readonly protocol: string;
  /** Of the account's own key, as the program showed it: 40 upper-case digits. */
  readonly fingerprint: string;
  /** The contact that was verified. */
  readonly verified: { readonly peer: string; readonly fingerprint: string; readonly trust: string };
}

export const KEY_FILES = {
  irssi: {
    files: ['irssi/otr.key', 'irssi/otr.fp', 'irssi/otr.instag'],
    account: 'ExampleNet',
    protocol: 'IRC',
    fingerprint: 'D187965317F58BE94C3B453B27C4EDD8F6354B77',
    verified: { peer: 'bob', fingerprint: 'C635AAFA9AB1E9BD995C285077A654B93A8858F7', trust: 'smp' },
  },
  pidgin: {
    files: ['pidgin/otr.private_key', 'pidgin/otr.fingerprints', 'pidgin/otr.instance_tags'],
    account: 'alice@localhost/Home',
    protocol: 'prpl-jabber',
    fingerprint: '7568629062A6C5DD4824AEC6E9AFAA6AB515C1BF',
    verified: {
      peer: 'bob@localhost',
      fingerprint: '8258C0AC98F8E1C2EE2BC5BE96D3FEC94C935900',
      trust: 'verified',
    },
  },
  profanity: {
    files: ['profanity/keys.txt', 'profanity/fingerprints.txt'],
    account: 'alice@localhost',
    protocol: 'xmpp',
    fingerprint: 'D921F71AC9A547C97D37BB2D27954913CC5415D1',
    verified: {
      peer: 'bob@localhost',
      fingerprint: 'CB18BCA2A7FFB3327E804A5C29C4FB59C6AF3034',
      trust: 'trusted',
    },
  },
  jitsi: {
    files: ['jitsi/sip-communicator.properties', 'jitsi/contactlist.xml'],
    account: 'alice@example.org',
    protocol: 'Jabber',
    fingerprint: 'EE66FD43C0BDEC64B94775E81947F2C3589CD142',
    verified: {
      peer: 'bob@example.org',
      fingerprint: '8AC597E45DC311EC9A705DDDFF85F602F8648CD0',
      trust: 'verified',
    },
  },
} as const satisfies Record<string, ProgramFiles>;

export type KeyFileProgramName = keyof typeof KEY_FILES;
