import { describe, expect, it } from 'vitest';
import { CLIENTS } from './clients.ts';
import { readFingerprints, writeFingerprints } from './fingerprints.ts';
import { readInstanceTags, writeInstanceTags } from './instance-tags.ts';
import { KeyFileError } from './key-file-error.ts';

const fileOf = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'));
const PRINT = '00112233445566778899aabbccddeeff01234567';
const fingerprint = Uint8Array.from(Buffer.from(PRINT, 'hex'));

describe('fingerprints', () => {
  const line = `bob\tnick\tIRC\t${PRINT}`;
  const entry = { peer: 'bob', account: 'nick', protocol: 'IRC', fingerprint, trust: '' };

  it('with trust, without, and without its tab', () => {
    const file = fileOf(`${line}\tverified\n${line}\t\n${line}\n`);
    expect(readFingerprints(file)).toEqual([{ ...entry, trust: 'verified' }, entry, entry]);
  });

  it('lines may end as on Windows; the last may lack its end; those without a tab are skipped', () => {
    expect(readFingerprints(fileOf(`# nothing\r\n\r\n${line}\tsmp\r\n${line}`))).toEqual([
      { ...entry, trust: 'smp' },
      entry,
    ]);
  });

  it.each([
    ['three fields', `${line}\nbob\tnick\tIRC\n`, 'wrong-number-of-fields', 2],
    ['six fields', `${line}\t\t\n`, 'wrong-number-of-fields', 1],
    ['a short fingerprint', `${line}\n\n${line.slice(0, -1)}\t\n`, 'bad-fingerprint', 3],
    ['a fingerprint of other letters', line.replace('00', '0g'), 'bad-fingerprint', 1],
  ])('refuses %s', (_, text, code, at) => {
    expect(() => readFingerprints(fileOf(text))).toThrow(new KeyFileError(code, at));
  });

  it('refuses what is not UTF-8', () => {
    expect(() => readFingerprints(Uint8Array.of(0xff))).toThrow(new KeyFileError('not-utf8', 1));
  });

  it.each(['a\tb', 'a\nb', 'a\rb', 'a\0b'])('does not write a name that would forge a line: %j', (peer) => {
    expect(() => writeFingerprints([{ ...entry, peer }])).toThrow(RangeError);
  });
});

describe('instance tags', () => {
  it('come back', () => {
    const entries = [
      { account: 'nick', protocol: 'IRC', tag: 0x100 },
      { account: 'dave@localhost/pidgin', protocol: 'prpl-jabber', tag: 0xffffffff },
    ];
    expect(readInstanceTags(writeInstanceTags(entries))).toEqual(entries);
  });

  it.each([
    ['a reserved tag', 'nick\tIRC\t000000ff\n', 'bad-instance-tag', 1],
    ['a short tag', 'nick\tIRC\t0100\n', 'bad-instance-tag', 1],
    ['two fields', '\nnick\tIRC\n', 'wrong-number-of-fields', 2],
    ['four fields', 'nick\tIRC\t00000100\t\n', 'wrong-number-of-fields', 1],
  ])('refuses %s', (_, text, code, at) => {
    expect(() => readInstanceTags(fileOf(text))).toThrow(new KeyFileError(code, at));
  });
});

it('every client keeps its files under names of their own', () => {
  for (const { privateKeys, fingerprints, instanceTags = '' } of Object.values(CLIENTS)) {
    expect(new Set([privateKeys, fingerprints, instanceTags]).size).toBe(3);
  }
});
