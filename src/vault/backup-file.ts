/**
 * The backup file: one payload under a passphrase of its own.
 *
 *     magic "SOTTOBAK" 8 | format 1 | log2 N 1 | r 1 | p 1 | salt 16 | check 16 | length of the rest 4, big-endian |
 *     sealed payload (see sealing.ts; bound to the 48 bytes before it)
 *
 * scrypt gives 64 bytes: the key of the payload, and the key of `check`, an HMAC-SHA-256 (first 16 bytes) over magic
 * to salt. So a wrong passphrase can be told from a damaged file; a guess costs the same either way.
 *
 * The file is input from outside: every number is checked before it costs time or memory.
 */
import { concat, int } from '#otr/bytes/writer.ts';
import { constantTimeEqual } from '#otr/crypto/equal.ts';
import { hmacSha256 } from '#otr/crypto/hashes.ts';
import { encodeUtf8 } from '#otr/crypto/utf8.ts';
import { BackupError } from './backup-error.ts';
import { deriveKey, isAffordable, SALT_LENGTH, type ScryptCost } from './passphrase.ts';
import { type Random, SealBrokenError, seal, unseal } from './sealing.ts';

const MAGIC = encodeUtf8('SOTTOBAK');
const FORMAT = 1;
const COST_LENGTH = 3;
const CHECK_LENGTH = 16;
const CHECKED_LENGTH = MAGIC.length + 1 + COST_LENGTH + SALT_LENGTH;
const HEADER_LENGTH = CHECKED_LENGTH + CHECK_LENGTH + 4;
/** 64 MiB. */
export const MAX_BACKUP_LENGTH = 64 * 1024 * 1024;

/** Throws BackupError 'too-large', RangeError for an empty passphrase. Takes as long as `cost` says. */
export async function writeBackupFile(
  payload: Uint8Array,
  passphrase: string,
  cost: ScryptCost,
  random: Random,
): Promise<Uint8Array> {
  const salt = random(SALT_LENGTH);
  const checked = concat(MAGIC, Uint8Array.of(FORMAT, Math.log2(cost.N), cost.r, cost.p), salt);
  const derived = await derive(passphrase, salt, cost);
  try {
    const check = hmacSha256(derived.checkKey, checked).subarray(0, CHECK_LENGTH);
    const sealed = seal(derived.payloadKey, payload, checked, random);
    if (HEADER_LENGTH + sealed.length > MAX_BACKUP_LENGTH) throw new BackupError('too-large');
    return concat(checked, check, int(sealed.length), sealed);
  } finally {
    derived.wipe();
  }
}

/** The payload. Throws BackupError. Takes as long as the file's cost says, at most some seconds. */
export async function readBackupFile(file: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const { checked, cost, salt, check, sealed } = takeApart(file);
  if (passphrase === '') throw new BackupError('wrong-passphrase');
  const derived = await derive(passphrase, salt, cost);
  try {
    const right = hmacSha256(derived.checkKey, checked).subarray(0, CHECK_LENGTH);
    if (!constantTimeEqual(right, check)) throw new BackupError('wrong-passphrase');
    return unseal(derived.payloadKey, sealed, checked);
  } catch (error) {
    throw error instanceof SealBrokenError ? new BackupError('damaged') : error;
  } finally {
    derived.wipe();
  }
}

interface Parts {
  readonly checked: Uint8Array;
  readonly cost: ScryptCost;
  readonly salt: Uint8Array;
  readonly check: Uint8Array;
  readonly sealed: Uint8Array;
}

function takeApart(file: Uint8Array): Parts {
  if (file.length > MAX_BACKUP_LENGTH) throw new BackupError('too-large');
  const start = file.subarray(0, MAGIC.length);
  if (!constantTimeEqual(start, MAGIC)) throw new BackupError('not-a-backup');
  if (file.length < HEADER_LENGTH) throw new BackupError('truncated');
  const [format = 0, logN = 0, r = 0, p = 0] = file.subarray(MAGIC.length, MAGIC.length + 1 + COST_LENGTH);
  if (format !== FORMAT) throw new BackupError('newer-version');
  const cost = { N: 2 ** logN, r, p };
  if (!isAffordable(cost)) throw new BackupError('damaged');
  const length = new DataView(file.buffer, file.byteOffset).getUint32(HEADER_LENGTH - 4);
  const sealed = file.subarray(HEADER_LENGTH);
  if (sealed.length < length) throw new BackupError('truncated');
  if (sealed.length > length) throw new BackupError('damaged');
  return {
    checked: file.subarray(0, CHECKED_LENGTH),
    cost,
    salt: file.subarray(CHECKED_LENGTH - SALT_LENGTH, CHECKED_LENGTH),
    check: file.subarray(CHECKED_LENGTH, CHECKED_LENGTH + CHECK_LENGTH),
    sealed,
  };
}

async function derive(passphrase: string, salt: Uint8Array, cost: ScryptCost) {
  const bytes = await deriveKey(passphrase, salt, cost, 64);
  return { payloadKey: bytes.subarray(0, 32), checkKey: bytes.subarray(32), wipe: () => bytes.fill(0) };
}
