import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '#otr/crypto/dsa.ts';
import { KEY_FILES, keyFile } from '#tests/vectors/key-files.ts';
import { isJitsiSettings, namedFingerprints, readJitsiSettings } from './jitsi.ts';
import { isJitsiContacts, readJitsiContacts } from './jitsi-contacts.ts';
import { KeyFileError } from './key-file-error.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const fileOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const textOf = (file: Uint8Array) => Buffer.from(file).toString('latin1');

const settingsFile = keyFile('jitsi/sip-communicator.properties');
const contactsFile = keyFile('jitsi/contactlist.xml');
const settingsText = textOf(settingsFile);
const OTR = 'net.java.sip.communicator.plugin.otr.';

/** The error for Jitsi's settings with a part replaced. */
function errorFor(part: string | RegExp, replacement: string): unknown {
  const changed = settingsText.replace(part, replacement);
  expect(changed).not.toBe(settingsText);
  try {
    readJitsiSettings(fileOf(changed));
  } catch (error) {
    return error instanceof KeyFileError ? error.code : error;
  }
  return 'it was read';
}

describe('the settings', () => {
  it('keys, under the names of the accounts; of an account that is gone under what is left of its name', () => {
    const keys = readJitsiSettings(settingsFile).keys.map(({ account, protocol, key }) => [
      account,
      protocol,
      hex(fingerprint(key)),
    ]);
    const { account, protocol, fingerprint: own } = KEY_FILES.jitsi;
    expect(keys.toSorted()).toEqual([
      ['Google_Talk_gone_example_org_talk_example_org', 'Jitsi', '0DB008632D56FFF230B0BCFBBEF2E59A384BE283'],
      ['a.l_i-ce@work.example.org', 'Jabber', '92E54979DAD121F7560249738A2104D0FA672AC1'],
      [account, protocol, own],
    ]);
  });

  it('no password, and nothing else of the file', () => {
    const read = JSON.stringify(readJitsiSettings(settingsFile), (_, value: unknown) =>
      value instanceof Map ? [...value] : value,
    );
    expect(settingsText).toContain('bm90IG9uZQ');
    for (const other of ['bm90IG9uZQ', 'PASSWORD', 'jitsi-1a2b3c', 'signs', 'UUID'])
      expect(read).not.toContain(other);
  });

  it.each([
    ['what is not base64', /(_example_org_privateKey=)M/, '$1!', 'not-base64'],
    [
      'a private key that is cut',
      /(Jabber_alice_example_org_example_org_privateKey=.{40}).{4}/,
      '$1',
      'key-invalid',
    ],
    ["another's public key", /(_example_org_publicKey=.{420})...../, '$1AAAAA', 'key-invalid'],
    ['no public key', /Jabber_alice_example_org_example_org_publicKey/, 'x', 'key-invalid'],
    [
      'a key of another kind',
      /privateKey=MIIBSwIBADCCASwGByqGSM44BAEw/,
      'privateKey=MIIBSwIBADCCASwGByqGSM44BAIw',
      'key-invalid',
    ],
    ["a contact's key that is none", /(old_example_org_publicKey=.*)....$/m, '$1', 'key-invalid'],
    ['a short fingerprint', '_fingerprints=8A', '_fingerprints=A', 'bad-fingerprint'],
    ['a fingerprint of other letters', '_fingerprints=8A', '_fingerprints=8G', 'bad-fingerprint'],
    ['a broken escape', 'zo\\u00EB', 'zo\\u00E', 'bad-escape'],
  ])('refuses %s', (_, part, replacement, code) => {
    expect(errorFor(part, replacement)).toBe(code);
  });

  it('a file is known by any of its settings, and other files are not taken for it', () => {
    expect(isJitsiSettings(settingsFile)).toBe(true);
    expect(isJitsiSettings(fileOf('\n#\nnet.java.sip.communicator.UUID=1'))).toBe(true);
    for (const other of ['jitsi/contactlist.xml', ...KEY_FILES.irssi.files, ...KEY_FILES.pidgin.files])
      expect(isJitsiSettings(keyFile(other))).toBe(false);
    expect(isJitsiSettings(new Uint8Array(5_000_000))).toBe(false);
  });

  it('whatever else comes is that error or settings', () => {
    fc.assert(
      fc.property(fc.nat(settingsText.length), fc.nat(60), fc.string({ maxLength: 20 }), (at, cut, text) => {
        try {
          readJitsiSettings(fileOf(settingsText.slice(0, at) + text + settingsText.slice(at + cut)));
        } catch (error) {
          expect(error).toBeInstanceOf(KeyFileError);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the list of contacts', () => {
  it('addresses and accounts, and nothing that only looks like one', () => {
    const addresses = readJitsiContacts(contactsFile).map(({ address }) => address);
    expect(addresses).toEqual([
      'bob@example.org',
      "zoë.o'hara@example.org",
      '9lives@example.org',
      'old@example.org',
      'a.b@example.org',
      'a-b@example.org',
    ]);
  });

  it.each([
    ['references', '<contact address="a&amp;&lt;&gt;&quot;&apos;&#233;&#xE9;" account-id="x"/>', 'a&<>"\'éé'],
    ['single quotes, a tag in quotes', "<contact account-id='x' address='<b>'>", '<b>'],
    [
      'comments and CDATA',
      '<!-- <contact address="1" account-id="x"/> --><![CDATA[<contact address="2" account-id="x"/>]]><contact address="3" account-id="x"/>',
      '3',
    ],
    ['other tags', '<contacts address="1" account-id="x"/><contact x-address="2" account-id="x"/>', ''],
  ])('%s', (_, text, addresses) => {
    expect(
      readJitsiContacts(new Uint8Array(Buffer.from(text)))
        .map(({ address }) => address)
        .join(),
    ).toBe(addresses);
  });

  it.each([
    ['an open tag', '\n<a>\n<contact address="', 'unexpected-end', 3],
    ['an open comment', '<!-- ', 'unexpected-end', 1],
    ['a reference to anything else', '<a>\n<contact account-id="" address="&x;"/>', 'bad-reference', 2],
    ['a character that there is not', '<contact account-id="" address="&#x110000;"/>', 'bad-reference', 1],
  ])('refuses %s', (_, text, code, line) => {
    expect(() => readJitsiContacts(fileOf(text))).toThrow(new KeyFileError(code, line));
  });

  it('refuses what is not UTF-8, and files too large; long ones take no more than a moment', () => {
    expect(() => readJitsiContacts(Uint8Array.of(0xff))).toThrow(new KeyFileError('not-utf8', 1));
    expect(() => readJitsiContacts(new Uint8Array(5_000_000))).toThrow(KeyFileError);
    for (const piece of [
      '<',
      '<a ',
      '<contact ',
      '<contact a=',
      '<!--',
      '<contact a="&',
      "<a '>",
      '<contact address="&amp;" a>',
    ]) {
      try {
        readJitsiContacts(fileOf(piece.repeat(Math.floor(4_000_000 / piece.length))));
      } catch (error) {
        expect(error).toBeInstanceOf(KeyFileError);
      }
    }
  });

  it('a file is known by its root', () => {
    expect(isJitsiContacts(contactsFile)).toBe(true);
    expect(isJitsiContacts(settingsFile)).toBe(false);
    expect(isJitsiContacts(fileOf('<html><sip-communicator>'))).toBe(false);
  });
});

describe('both together', () => {
  const settings = readJitsiSettings(settingsFile);
  const contacts = readJitsiContacts(contactsFile);

  it('fingerprints under the addresses of their contacts, new form and old', () => {
    const { entries } = namedFingerprints(settings, contacts);
    const alice = 'alice@example.org Jabber';
    expect(
      entries
        .map((one) => `${one.peer} ${one.account} ${one.protocol} ${hex(one.fingerprint)} ${one.trust}`)
        .toSorted(),
    ).toEqual([
      '9lives@example.org a.l_i-ce@work.example.org Jabber E724A682AB329EFC592AA6CD40F7CF6CFDC86B3B ',
      `bob@example.org ${alice} 554D53EB0ED5C303A8A45365E197E5CA4D6BF64B `,
      `bob@example.org ${alice} 8AC597E45DC311EC9A705DDDFF85F602F8648CD0 verified`,
      `old@example.org ${alice} C908EC969958FB9A6024BA6F4476E3C93AF12C7A verified`,
      `zoë.o'hara@example.org ${alice} B592529AE0F70A45D83A275444B70A46E7CD6CCF verified`,
    ]);
  });

  it('what may be of two contacts, or of none, is not guessed', () => {
    expect(namedFingerprints(settings, contacts).nameless).toBe(2);
    expect(namedFingerprints(settings, [])).toEqual({ entries: [], nameless: 7 });
  });

  it('a contact of two accounts is known to both', () => {
    const bobs = [...contacts, { address: 'bob@example.org', accountUid: 'Jabber:x@y@z@example.net' }];
    const { entries } = namedFingerprints(settings, bobs);
    const accounts = entries.filter(({ peer }) => peer === 'bob@example.org').map(({ account }) => account);
    expect(new Set(accounts)).toEqual(new Set(['alice@example.org', 'x@y@z']));
  });

  it('names are made as Java makes them', () => {
    const print = 'AB'.repeat(20);
    const name = (address: string, written: string): number => {
      const file = fileOf(`${OTR}${written}_fingerprints=${print}`);
      return namedFingerprints(readJitsiSettings(file), [{ address, accountUid: '' }]).nameless;
    };
    expect(name('7@x', 'p7_x')).toBe(0);
    expect(name('a😀é٣', 'a__\\u00e9\\u0663')).toBe(0);
    expect(name('a b/c', 'a_b_c')).toBe(0);
    expect(name('a.b', 'a.b')).toBe(1);
  });
});
