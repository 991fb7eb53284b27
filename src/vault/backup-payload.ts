/**
 * What a backup holds, as JSON, checked when it is read: the passphrase says that the user has it, not that every
 * field is one that this version would have written.
 */
import * as v from 'valibot';
import { decodeUtf8, encodeUtf8 } from '#otr/crypto/utf8.ts';
import { BackupError } from './backup-error.ts';

const TIME = v.pipe(v.number(), v.minValue(0));
const BASE64 = v.pipe(v.string(), v.maxLength(1024), v.base64());
const NAME = v.pipe(v.string(), v.maxLength(2048));
const ACCOUNT = { origin: NAME, service: NAME, account: NAME };
const CONTACT = v.strictObject({ ...ACCOUNT, peer: NAME });
const RULES = {
  requirePrivate: v.exactOptional(v.boolean()),
  startAutomatically: v.exactOptional(v.boolean()),
};

const IDENTITY = v.object({
  account: v.strictObject(ACCOUNT),
  key: v.strictObject({ p: BASE64, q: BASE64, g: BASE64, y: BASE64, x: BASE64 }),
  created: TIME,
});

const FINGERPRINT = v.object({
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9A-F]{40}$/)),
  firstSeen: TIME,
  lastSeen: TIME,
  accepted: v.boolean(),
  decided: v.exactOptional(v.literal(true)),
  verified: v.exactOptional(
    v.object({
      at: TIME,
      how: v.picklist(['compared', 'pasted', 'scanned', 'question', 'secret', 'imported']),
    }),
  ),
});

const ENTRY = v.object({
  id: NAME,
  time: TIME,
  direction: v.picklist(['in', 'out']),
  protection: v.picklist(['private', 'plain']),
  text: v.string(),
});

const PAYLOAD = v.object({
  version: v.literal(1),
  identities: v.array(IDENTITY),
  contacts: v.array(
    v.object({
      contact: CONTACT,
      name: v.exactOptional(v.pipe(v.string(), v.maxLength(400))),
      fingerprints: v.array(FINGERPRINT),
      rules: v.object(RULES),
      /** The oldest first. */
      history: v.array(ENTRY),
    }),
  ),
  /** Scope is 'everywhere' or 'site:' and an origin. */
  policies: v.array(v.object({ scope: v.pipe(NAME, v.regex(/^(everywhere$|site:)/)), ...RULES })),
  settings: v.array(v.object({ name: NAME, value: v.unknown() })),
  /** Recipes of the user's own; checked when they are used. */
  taught: v.exactOptional(
    v.array(v.object({ origin: NAME, recipe: v.unknown(), broughtIn: v.exactOptional(v.literal(true)) })),
  ),
});

export type BackupPayload = v.InferOutput<typeof PAYLOAD>;
export type BackupContact = BackupPayload['contacts'][number];
export type BackupIdentity = BackupPayload['identities'][number];

export const encodePayload = (payload: BackupPayload): Uint8Array => encodeUtf8(JSON.stringify(payload));

/** Throws BackupError 'newer-version' or 'damaged'. */
export function decodePayload(bytes: Uint8Array): BackupPayload {
  const json = parse(bytes);
  if (v.is(v.object({ version: v.pipe(v.number(), v.minValue(2)) }), json)) {
    throw new BackupError('newer-version');
  }
  const { success, output } = v.safeParse(PAYLOAD, json);
  if (!success) throw new BackupError('damaged');
  return output;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes));
  } catch {
    throw new BackupError('damaged');
  }
}
