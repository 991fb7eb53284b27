import { describe, expect, it } from 'vitest';
import { KeyFileError } from '#otr/keyfiles/key-file-error.ts';
import { KEY_FILES, type KeyFileProgramName, keyFile } from '#tests/vectors/key-files.ts';
import { foundIn, readForeignFile, together } from './foreign-keys.ts';

const PROGRAMS = Object.keys(KEY_FILES) as KeyFileProgramName[];
const read = (...paths: readonly string[]) => together(paths.map((path) => readForeignFile(keyFile(path))));
const textFile = (text: string) => Uint8Array.from(Buffer.from(text));

describe('files that other programs made, known by their content', () => {
  it.each(PROGRAMS)('%s', (program) => {
    const { files, account, protocol } = KEY_FILES[program];
    const own = foundIn(read(...files)).filter(({ from }) => from.account === account);
    const fingerprints = program === 'jitsi' ? 4 : 1;
    expect(own).toEqual([{ from: { account, protocol }, hasKey: true, fingerprints }]);
  });

  it('all at once, in any order', () => {
    const files = PROGRAMS.flatMap((program) => KEY_FILES[program].files);
    const accounts = foundIn(read(...files)).map(({ from }) => `${from.protocol} ${from.account}`);
    expect(accounts.toSorted()).toEqual([
      'IRC ExampleNet',
      'Jabber a.l_i-ce@work.example.org',
      'Jabber alice@example.org',
      'Jitsi Google_Talk_gone_example_org_talk_example_org',
      'prpl-jabber alice@localhost/Home',
      'xmpp alice@localhost',
    ]);
    expect(new Set(foundIn(read(...files.toReversed())).map(({ from }) => from.account))).toEqual(
      new Set(accounts.map((one) => one.slice(one.indexOf(' ') + 1))),
    );
  });

  it("Jitsi's settings without its list: own keys, and how many fingerprints are nobody's", () => {
    const { keys, fingerprints, nameless } = read('jitsi/sip-communicator.properties');
    expect([keys.length, fingerprints.length, nameless]).toEqual([3, 0, 7]);
  });

  it('instance tags alone, and a list of contacts alone, hold nothing', () => {
    expect(foundIn(read('pidgin/otr.instance_tags', 'jitsi/contactlist.xml'))).toEqual([]);
  });
});

describe('what is none of these', () => {
  it.each([
    ['nothing', '', 'nothing-found'],
    ['a text', 'Dear diary', 'nothing-found'],
    ['rows of something else', 'a\tb\n', 'wrong-number-of-fields'],
    ['a picture', '\x89PNG\r\n\x1a\n', 'nothing-found'],
    ['settings of another program', 'org.example.a=1\norg.example.b=2\n', 'nothing-found'],
    ['a page', '<html><body>', 'nothing-found'],
  ])('%s', (_, text, code) => {
    expect(() => readForeignFile(textFile(text))).toThrow(new KeyFileError(code, 1));
  });

  it('too large', () => {
    expect(() => readForeignFile(new Uint8Array(5_000_000))).toThrow(new KeyFileError('file-too-large', 1));
  });
});
