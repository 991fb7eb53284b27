import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BackupError } from './backup-error.ts';
import { readBackupFile, writeBackupFile } from './backup-file.ts';
import { random } from './random.test-helper.ts';

const CHEAP = { N: 2, r: 1, p: 1 };
const PAYLOAD = new TextEncoder().encode('{"version":1}');
const FILE = await writeBackupFile(PAYLOAD, 'pass', CHEAP, random);

test('read again with the passphrase', async () => {
  expect(await readBackupFile(FILE, 'pass')).toEqual(PAYLOAD);
  expect(await readBackupFile(FILE, '\u{1d429}ass')).toEqual(PAYLOAD);
  await expect(readBackupFile(FILE, 'Pass')).rejects.toMatchObject({ code: 'wrong-passphrase' });
});

test('the layout: magic, format, cost, salt, check, length, sealed payload', () => {
  expect(new TextDecoder().decode(FILE.subarray(0, 8))).toBe('SOTTOBAK');
  expect(Array.from(FILE.subarray(8, 12))).toEqual([1, 1, 1, 1]);
  expect(FILE).toHaveLength(48 + PAYLOAD.length + 41);
  expect(new DataView(FILE.buffer, FILE.byteOffset).getUint32(44)).toBe(PAYLOAD.length + 41);
});

test('inside a larger buffer', async () => {
  const larger = new Uint8Array(FILE.length + 20);
  larger.set(FILE, 7);
  expect(await readBackupFile(larger.subarray(7, 7 + FILE.length), 'pass')).toEqual(PAYLOAD);
});

test('each byte changed, each cut: always a BackupError, never a payload', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(FILE.length - 1),
      // log2 N, r and p are made small or refused: a change there must not make the test slow.
      fc.integer({ min: 1, max: 255 }),
      async (at, difference) => {
        if (at >= 9 && at <= 11 && ((FILE[at] ?? 0) ^ difference) < 20) return;
        const changed = FILE.with(at, (FILE[at] ?? 0) ^ difference);
        await expect(readBackupFile(changed, 'pass')).rejects.toBeInstanceOf(BackupError);
        await expect(readBackupFile(FILE.slice(0, at), 'pass')).rejects.toBeInstanceOf(BackupError);
      },
    ),
    { numRuns: 300 },
  );
});

test('anything at all: a BackupError', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      await expect(readBackupFile(bytes, 'pass')).rejects.toBeInstanceOf(BackupError);
    }),
  );
});
