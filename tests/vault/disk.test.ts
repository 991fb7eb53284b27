/** What can be read on the disk when the browser is closed: the profile is searched for every secret. */
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encodings, filesOf, isIn } from '#tests/profile-search.ts';
import { startVaultBrowser, within } from './vault-browser.ts';

const SECRETS = [
  'alice-account',
  'bob-the-peer',
  'Sally the friend',
  'what was said',
  'the master passphrase',
];
/** A site's rule is not sealed: finding it says that the search looks in the right place. */
const CONTROL = 'https://control.example';

/** Uses everything in the vault, closes the browser and reads its profile. */
async function useAndClose(passphrase: string | null) {
  const browser = await startVaultBrowser();
  try {
    const page = await browser.open();
    const made = await within(
      page,
      async ({ vault, random, hex }, given) => {
        const one = vault('sotto');
        if (given.passphrase !== null) await one.lock.setPassphrase(given.passphrase);
        const account = { origin: 'https://chat.example', service: 'xmpp', account: 'alice-account' };
        const contact = { ...account, peer: 'bob-the-peer' };
        const key = await one.identity(account, random);
        await one.meet(contact, 'ABCD'.repeat(10), 1);
        await one.verify(contact, 'ABCD'.repeat(10), true, 2);
        await one.contacts.rename(contact, 'Sally the friend');
        await one.policies.set({ scope: 'contact', contact }, 'requirePrivate', true);
        await one.policies.set({ scope: 'site', origin: given.control }, 'requirePrivate', true);
        await one.history.append(contact, [
          { id: 'off', time: 1, direction: 'in', protection: 'private', text: 'what was said while off' },
        ]);
        await one.history.setOn(true, { erase: false });
        await one.history.append(contact, [
          { id: 'on', time: 1, direction: 'in', protection: 'private', text: 'what was said' },
        ]);
        if (given.passphrase !== null)
          await one.lock.changePassphrase(given.passphrase, 'the next passphrase');
        const { fingerprint = '' } = (await one.identities.find(account)) ?? {};
        return { x: hex(key.x), vaultKey: hex((await one.lock.keys()).vaultKey()), fingerprint };
      },
      { passphrase, control: CONTROL },
    );
    await browser.close();
    return { ...made, files: filesOf(browser.profileDir) };
  } finally {
    rmSync(browser.profileDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A key as bytes, and as the texts it might have been written as. */
const keyPatterns = (hex: string): Buffer[] => {
  const bytes = Buffer.from(hex, 'hex');
  return [bytes, ...encodings(hex), ...encodings(bytes.toString('base64'))];
};

test.each([null, 'the master passphrase'])(
  'passphrase %j: no name, text or private key',
  async (passphrase) => {
    const { files, x, vaultKey, fingerprint } = await useAndClose(passphrase);
    expect(isIn(files, encodings(CONTROL))).toBe(true);
    const texts = [...SECRETS, 'ABCD'.repeat(10), fingerprint, 'the next passphrase'];
    expect(texts.filter((text) => isIn(files, encodings(text)))).toEqual([]);
    expect(isIn(files, keyPatterns(x))).toBe(false);
    // Without a passphrase the vault key lies there, and the user was told; with one from the start it never did.
    expect(isIn(files, keyPatterns(vaultKey))).toBe(passphrase === null);
  },
);
