/**
 * libotr's three files: it reads what we write, also for each of its programs, and we read and write again what it
 * writes, byte for byte.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientFiles } from '#conversations/key-files-out.ts';
import { fingerprint } from '#otr/crypto/dsa.ts';
import { CLIENTS, type Client } from '#otr/keyfiles/clients.ts';
import { readFingerprints, writeFingerprints } from '#otr/keyfiles/fingerprints.ts';
import { readInstanceTags, writeInstanceTags } from '#otr/keyfiles/instance-tags.ts';
import { readPrivateKeys, writePrivateKeys } from '#otr/keyfiles/private-keys.ts';
import { compileWithLibotr } from '#tests/bench/compile-libotr.mjs';
import { identityOf } from '#tests/vectors/otrv3-transcript.ts';

const run = promisify(execFile);

/** Tokens, quoted, hexadecimal: each way libgcrypt prints a name. */
const ACCOUNTS = [
  ['dave@localhost/pidgin', 'prpl-jabber'],
  ['nick', 'IRC'],
  ['9nick.a_b:c*d+e=f', 'IRC'],
  ['Zoë "q" \'x\' \\ (p) end', 'prpl-jabber'],
  ['élève', 'xmpp'],
  ['a\u0085b', 'libpurple-Jabber'],
] as const;
const PRINT = '0123456789abcdef0123456789abcdef01234567';

const hex = (value: Uint8Array | string): string => Buffer.from(value as string).toString('hex') || '-';
const folders: string[] = [];
let program: string;

beforeAll(async () => {
  program = await compileWithLibotr(fileURLToPath(new URL('./keyfiles.c', import.meta.url)));
}, 60_000);

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-keyfiles-'));
  folders.push(folder);
  return folder;
}

/** Runs libotr on the folder's files; returns the lines it prints. */
async function libotr(
  command: 'add' | 'trust' | 'list',
  folder: string,
  ...words: string[]
): Promise<string[]> {
  const { stdout } = await run(program, [command, folder, ...words]);
  return stdout.split('\n').filter((line) => line !== '');
}

describe("libotr's files", () => {
  const folder = newFolder();
  const file = (name: string) => new Uint8Array(readFileSync(join(folder, name)));

  beforeAll(async () => {
    for (const [account, protocol] of ACCOUNTS) await libotr('add', folder, account, protocol);
    await libotr('trust', folder, 'bob@x', 'dave@localhost/pidgin', 'prpl-jabber', PRINT, 'verified');
    await libotr(
      'trust',
      folder,
      'bob@x',
      'dave@localhost/pidgin',
      'prpl-jabber',
      PRINT.replace('0', '8'),
      '',
    );
    await libotr('trust', folder, 'älice', 'nick', 'IRC', PRINT.replace('0', 'f'), 'smp');
  }, 60_000);

  it('private keys are read as libotr reads them, and written byte for byte', async () => {
    const keys = readPrivateKeys(file('otr.private_key'));
    const listed = keys.map(
      ({ account, protocol, key }) => `key ${hex(account)} ${hex(protocol)} ${hex(fingerprint(key))}`,
    );
    expect(listed.length).toBe(ACCOUNTS.length);
    expect(listed.toSorted()).toEqual(await listOf('key', folder));
    expect(Buffer.from(writePrivateKeys(keys)).equals(file('otr.private_key'))).toBe(true);
  });

  it('fingerprints', async () => {
    const entries = readFingerprints(file('otr.fingerprints'));
    const listed = entries.map(
      ({ peer, account, protocol, fingerprint: print, trust }) =>
        `fingerprint ${hex(peer)} ${hex(account)} ${hex(protocol)} ${hex(print)} ${hex(trust)}`,
    );
    expect(listed.length).toBe(3);
    expect(listed.toSorted()).toEqual(await listOf('fingerprint', folder));
    expect(Buffer.from(writeFingerprints(entries)).equals(file('otr.fingerprints'))).toBe(true);
  });

  it('instance tags', async () => {
    const entries = readInstanceTags(file('otr.instance_tags'));
    const listed = entries.map(
      ({ account, protocol, tag }) =>
        `tag ${hex(account)} ${hex(protocol)} ${tag.toString(16).padStart(8, '0')}`,
    );
    expect(listed.length).toBe(ACCOUNTS.length);
    expect(listed.toSorted()).toEqual(await listOf('tag', folder));
    expect(Buffer.from(writeInstanceTags(entries)).equals(file('otr.instance_tags'))).toBe(true);
  });
});

async function listOf(kind: string, folder: string): Promise<string[]> {
  return (await libotr('list', folder)).filter((line) => line.startsWith(`${kind} `)).toSorted();
}

it('libotr reads what we write', async () => {
  const folder = newFolder();
  const key = identityOf('alice');
  const keys = ACCOUNTS.map(([account, protocol]) => ({ account, protocol, key }));
  const tags = ACCOUNTS.map(([account, protocol], index) => ({ account, protocol, tag: 0x100 + index }));
  const prints = ACCOUNTS.map(([account, protocol]) => ({
    peer: 'bob',
    account,
    protocol,
    fingerprint: fingerprint(key),
    trust: 'verified',
  }));
  writeFileSync(join(folder, 'otr.private_key'), writePrivateKeys(keys));
  writeFileSync(join(folder, 'otr.instance_tags'), writeInstanceTags(tags));
  writeFileSync(join(folder, 'otr.fingerprints'), writeFingerprints(prints));
  const ours = fingerprint(key);
  const names = ACCOUNTS.map(([account, protocol]) => `${hex(account)} ${hex(protocol)}`);
  const bob = `fingerprint ${hex('bob')}`;
  expect((await libotr('list', folder)).toSorted()).toEqual(
    [
      ...names.map((name) => `key ${name} ${hex(ours)}`),
      ...names.map((name, index) => `tag ${name} ${(0x100 + index).toString(16).padStart(8, '0')}`),
      ...names.map((name) => `${bob} ${name} ${hex(ours)} ${hex('verified')}`),
    ].toSorted(),
  );
});

describe('the files for each program', () => {
  const key = identityOf('alice');
  const print = hex(fingerprint(key));
  const account = 'alice@localhost/';
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

  it.each(Object.keys(CLIENTS) as Client[])('%s', async (program) => {
    const { protocols, ...names } = CLIENTS[program];
    const protocol = protocols.xmpp ?? protocols.irc ?? '';
    const bob = {
      peer: 'bob@localhost',
      account,
      protocol,
      fingerprint: fingerprint(key),
      trust: 'verified',
    };
    const folder = newFolder();
    const files = clientFiles(CLIENTS[program], [{ account, protocol, key }], [bob], random);
    // The program that reads them here has Pidgin's names for the files.
    const { privateKeys, fingerprints, instanceTags } = CLIENTS.pidgin;
    const nameFor = new Map([
      [names.privateKeys, privateKeys],
      [names.fingerprints, fingerprints],
      [names.instanceTags ?? '', instanceTags ?? ''],
    ]);
    for (const { name, bytes } of files) writeFileSync(join(folder, nameFor.get(name) ?? 'unknown'), bytes);
    const [tag, ...others] = await listOf('tag', folder);
    const named = `${hex(account)} ${hex(protocol)}`;
    expect(await listOf('key', folder)).toEqual([`key ${named} ${print}`]);
    expect(await listOf('fingerprint', folder)).toEqual([
      `fingerprint ${hex('bob@localhost')} ${named} ${print} ${hex('verified')}`,
    ]);
    expect(others).toEqual([]);
    if (names.instanceTags === undefined) expect(tag).toBeUndefined();
    else expect(tag).toMatch(new RegExp(`^tag ${named} [0-9a-f]{8}$`));
  });
});
