/** Backups from one profile to another, files that are not right, and the key files of libotr's programs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFingerprints, writeFingerprints } from '#otr/keyfiles/fingerprints.ts';
import { readInstanceTags } from '#otr/keyfiles/instance-tags.ts';
import { readPrivateKeys } from '#otr/keyfiles/private-keys.ts';
import { KEY_FILES, type KeyFileProgramName, keyFilePath } from '#tests/vectors/key-files.ts';
import { axeFaults } from './axe.ts';
import { launchWithSotto, type Sotto } from './browser/chromium.mjs';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { E2E_BUILD, eventually, type Person } from './person.ts';
import { startWorld } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'sotto-backup-'));
const backup = join(folder, 'sotto.backup');
let alice: Person;
let bob: LibotrContact;
let other: Sotto;

beforeAll(async () => {
  const { prosody, person } = await startWorld();
  bob = await startLibotrContact({
    prosody,
    jid: 'bob@localhost',
    password: 'bobpw',
    peer: 'alice@localhost',
  });
  alice = await person('alice', 'bob');
  other = await launchWithSotto({ extensionDir: E2E_BUILD, headless: true });
  await alice.clickChip();
  await alice.sees('unverified');
  const opened = alice.sotto.context.waitForEvent('page');
  await alice.press('verify');
  const window = await opened;
  await window.locator('[data-tab=compare]').click();
  await window.locator('[data-action=they-match]').click();
  await alice.sees('verified');
  await window.close();
});
afterAll(async () => {
  await bob?.close();
  await other?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openSection(sotto: Sotto, section: string): Promise<Page> {
  const page = await sotto.context.newPage();
  await page.goto(sotto.url(`options.html#${section}`));
  await page.locator(`[data-section=${section}][aria-busy=false]`).waitFor();
  return page;
}

/** Gives the file to be restored, and resolves with what the page then says. */
async function restore(page: Page, path: string, passphrase: string): Promise<string> {
  const form = page.locator('[data-form=restore-backup]');
  await form.locator('input[type=file]').setInputFiles(path);
  await form.locator('input[name=restore-passphrase]').fill(passphrase);
  await form.locator('[data-action=restore-backup]').click();
  await form.locator('[data-action=restore-backup]:not(:disabled)').waitFor();
  return (await form.locator('.outcome').textContent()) ?? '';
}

const wrote = (name: string, content: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

async function fingerprintsIn(sotto: Sotto): Promise<(string | null)[]> {
  const page = await openSection(sotto, 'accounts');
  const digits = await page.locator('[data-fingerprint]').all();
  const all = await Promise.all(digits.map((one) => one.getAttribute('data-fingerprint')));
  await page.close();
  return all;
}

test('a backup is saved under a passphrase typed twice', async () => {
  const page = await openSection(alice.sotto, 'backup');
  await eventually(() => axeFaults(page)).toEqual([]);
  await page.locator('input[name=passphrase]').fill('four quiet herons');
  await page.locator('input[name=passphrase-again]').fill('four quiet heron');
  await page.locator('[data-action=save-backup]').click();
  await eventually(() => page.locator('[data-form=save-backup] .outcome').textContent()).toContain(
    'not the same',
  );
  await page.locator('input[name=passphrase-again]').fill('four quiet herons');
  const download = page.waitForEvent('download');
  await page.locator('[data-action=save-backup]').click();
  await (await download).saveAs(backup);
  expect(readFileSync(backup).subarray(0, 8).toString()).toBe('SOTTOBAK');
  await page.close();
});

describe('on another profile', () => {
  test('a file that is not right is explained, and changes nothing', async () => {
    const page = await openSection(other, 'backup');
    const good = readFileSync(backup);
    const broken = Buffer.from(good);
    broken.writeUInt8(broken.readUInt8(broken.length - 1) ^ 1, broken.length - 1);
    expect(await restore(page, backup, 'four quiet geese')).toContain('not the passphrase');
    expect(await restore(page, wrote('text', Buffer.from('Dear diary')), 'x')).toContain('not a backup');
    expect(await restore(page, wrote('cut', good.subarray(0, 90)), 'four quiet herons')).toContain('missing');
    expect(await restore(page, wrote('broken', broken), 'four quiet herons')).toContain('damaged');
    const huge = wrote('huge', Buffer.alloc(64 * 1024 * 1024 + 1));
    expect(await restore(page, huge, 'four quiet herons')).toContain('larger than 64 MB');
    await eventually(() => fingerprintsIn(other)).toEqual([]);
    await page.close();
  });

  test('keys and verified marks are there after it was restored', async () => {
    const page = await openSection(other, 'backup');
    expect(await restore(page, backup, 'four quiet herons')).toContain('Restored');
    await page.close();
    expect(await fingerprintsIn(other)).toEqual(await fingerprintsIn(alice.sotto));
    const contacts = await openSection(other, 'contacts');
    await contacts.locator('[data-contact="bob@localhost"] summary').click();
    const key = contacts.locator('[data-contact="bob@localhost"] .key');
    await eventually(() => key.locator('[data-fingerprint]').getAttribute('data-fingerprint')).toBe(
      bob.otr.fingerprint.toUpperCase(),
    );
    await eventually(() => key.locator('.key-mark').textContent()).toContain('by comparing fingerprints');
    await contacts.close();
  });
});

describe('key files', () => {
  test('saved for the program that the user chooses, after a warning, as libotr writes them', async () => {
    const page = await openSection(alice.sotto, 'backup');
    const form = page.locator('[data-form=save-key-files]');
    const downloads: Promise<void>[] = [];
    page.on('download', (download) =>
      downloads.push(download.saveAs(join(folder, download.suggestedFilename()))),
    );
    const choose = async (program: string): Promise<string> => {
      await form.locator('select[name=program]').selectOption(program);
      const name = form.locator('input[name=account-name]');
      await name.waitFor();
      return name.inputValue();
    };
    const save = async (files: number): Promise<string> => {
      downloads.length = 0;
      await form.locator('[data-action=save-key-files]').click();
      await form.locator('[data-action=confirm-save-key-files]').click();
      await form.locator('.outcome', { hasText: 'Saved' }).waitFor();
      await eventually(() => downloads.length).toBe(files);
      await Promise.all(downloads);
      return (await form.locator('.outcome').textContent()) ?? '';
    };
    const accountsIn = (file: string) =>
      readPrivateKeys(readFileSync(join(folder, file))).map(({ account, protocol }) => [account, protocol]);

    expect(await choose('adium')).toBe('1');
    expect(await choose('pidgin')).toBe('alice@localhost/');
    await eventually(() => axeFaults(page)).toEqual([]);
    await form.locator('input[name=account-name]').fill('alice@localhost/Home');
    expect(await save(3)).toContain('~/.purple');
    expect(accountsIn('otr.private_key')).toEqual([['alice@localhost/Home', 'prpl-jabber']]);
    expect(readInstanceTags(readFileSync(join(folder, 'otr.instance_tags')))).toMatchObject([
      { account: 'alice@localhost/Home', protocol: 'prpl-jabber' },
    ]);
    const [known] = readFingerprints(readFileSync(join(folder, 'otr.fingerprints')));
    expect(known).toMatchObject({ peer: 'bob@localhost', trust: 'verified' });
    expect(Buffer.from(known?.fingerprint ?? []).toString('hex')).toBe(bob.otr.fingerprint.toLowerCase());

    expect(await choose('profanity')).toBe('alice@localhost');
    expect(await save(2)).toContain('~/.local/share/profanity/otr/alice_at_localhost');
    expect(accountsIn('keys.txt')).toEqual([['alice@localhost', 'xmpp']]);

    await form.locator('select[name=program]').selectOption('irssi');
    await form.getByText('could be used in irssi').waitFor();
    await eventually(() => form.locator('[data-action=save-key-files]').count()).toBe(0);
    await page.close();
  });

  test("another program's are brought in for the account that the user chooses; nothing here is replaced", async () => {
    const carol = { peer: 'carol@localhost', account: 'alice@localhost/Work', protocol: 'prpl-jabber' };
    const fingerprint = new Uint8Array(20).fill(0xc4);
    const list = wrote('otr.fp', writeFingerprints([{ ...carol, fingerprint, trust: 'smp' }]));
    const page = await openSection(other, 'backup');
    const form = page.locator('[data-form=key-files]');
    await form.locator('input[type=file]').setInputFiles([join(folder, 'otr.private_key'), list]);
    await form.locator('[data-found-account]').nth(1).waitFor();
    expect(
      await form.locator('select').evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value)),
    ).toEqual(['0', '0']);
    await form.locator('[data-action=take-in]').click();
    await eventually(() => form.locator('.outcome').textContent()).toContain(
      '0 keys of yours, 1 fingerprints',
    );
    await page.close();
    expect(await fingerprintsIn(other)).toEqual(await fingerprintsIn(alice.sotto));
    const contacts = await openSection(other, 'contacts');
    await contacts.locator('[data-contact="carol@localhost"] summary').click();
    await eventually(() => contacts.locator('.key-mark').textContent()).toContain('another program');
    await contacts.close();
  });

  test('a file that none of them wrote is named, and changes nothing', async () => {
    const page = await openSection(other, 'backup');
    const form = page.locator('[data-form=key-files]');
    await form.locator('input[type=file]').setInputFiles(wrote('strange', Buffer.from('(privkeys (account')));
    await eventually(() => form.locator('.outcome').textContent()).toContain('cannot read');
    await eventually(() => form.locator('.outcome').textContent()).toContain('strange');
    await eventually(() => form.locator('[data-found-account]').count()).toBe(0);
    await page.close();
  });

  test.each(Object.keys(KEY_FILES) as KeyFileProgramName[])('made by %s: brought in', async (program) => {
    const { files, account, fingerprint, verified } = KEY_FILES[program];
    await removeOwnKey();
    const page = await openSection(alice.sotto, 'backup');
    const form = page.locator('[data-form=key-files]');
    await form.locator('input[type=file]').setInputFiles(files.map(keyFilePath));
    const found = form.locator(`[data-found-account="${account}"]`);
    await found.locator('select').selectOption({ index: 1 });
    await form.locator('[data-action=take-in]').click();
    await eventually(() => form.locator('.outcome').textContent()).toContain('1 keys of yours');
    await page.close();
    await eventually(() => fingerprintsIn(alice.sotto)).toEqual([fingerprint]);
    const contacts = await openSection(alice.sotto, 'contacts');
    const peer = contacts.locator(`[data-contact="${verified.peer}"]`);
    await peer.locator('summary').click();
    const key = peer.locator('.key', {
      has: contacts.locator(`[data-fingerprint="${verified.fingerprint}"]`),
    });
    await eventually(() => key.locator('.key-mark').textContent()).toContain('another program');
    await contacts.close();
  });
});

async function removeOwnKey(): Promise<void> {
  const page = await openSection(alice.sotto, 'accounts');
  await page.locator('[data-action=remove-key]').click();
  await page.locator('[data-action=confirm-remove-key]').click();
  await page.locator('[data-action=make-key]').waitFor();
  await page.close();
}
