/**
 * The conversations while Sotto is locked: each one blob in `storage.session`, sealed under the vault key.
 *
 * Invariant: where a sealed copy lies, it is the truth. It is written whole before the clear one is touched, and
 * taken away only after the clear one was written whole again; nothing else changes in between. So whatever moment
 * a worker dies at, opening the sealed copies that are there gives back what was locked.
 */
import type { Address } from '#channel/conversation.ts';
import { decodeBase64, encodeBase64 } from '#otr/bytes/base64.ts';
import { hmacSha256 } from '#otr/crypto/hashes.ts';
import { decodeUtf8, encodeUtf8 } from '#otr/crypto/utf8.ts';
import type { Vault } from '#vault/vault.ts';
import { hex, panelMode } from './conversation-record.ts';
import { addressKey, isConversationItem, type SessionArea, type SessionStore } from './session-store.ts';

export type Sealer = Pick<Vault, 'seal' | 'unseal'>;

interface SealedConversation {
  /** The address is found by it, and cannot be read from it. */
  readonly mark: string;
  readonly salt: string;
  /** How the panel stood over the page's chat: it goes on covering what it covered. */
  readonly panel: 'closed' | 'bar' | 'open';
  /** Base64. */
  readonly sealed: string;
}

const PREFIX = 'sealed:';

const markOf = (address: Address, salt: string): string =>
  hex(hmacSha256(encodeUtf8(salt), encodeUtf8(addressKey(address))));

/** Seals one after the other, so that there is room for both copies. Throws when the browser refuses. */
export async function sealAll(
  area: SessionArea,
  store: SessionStore,
  sealer: Sealer,
  salt: string,
): Promise<void> {
  for (const record of store.records()) {
    const items = store.items(record.id);
    const sealed = sealer.seal(encodeUtf8(JSON.stringify(items)), record.id);
    await area.set({
      [PREFIX + record.id]: {
        mark: markOf(record.address, salt),
        salt,
        panel: panelMode(record),
        sealed: encodeBase64(sealed),
      } satisfies SealedConversation,
    });
    await area.remove(Object.keys(items));
  }
  await removeClear(area);
}

/** Nothing of a conversation stays in the clear, wherever it came from. */
export async function removeClear(area: SessionArea): Promise<void> {
  await area.remove(Object.keys(await area.get(null)).filter(isConversationItem));
}

/** Throws SealBrokenError, VaultLockedError. */
export async function unsealAll(area: SessionArea, sealer: Sealer): Promise<void> {
  for (const [key, { sealed }] of await readAll(area)) {
    const plain = sealer.unseal(bytesOf(sealed), key.slice(PREFIX.length));
    await area.set(JSON.parse(decodeUtf8(plain)) as Record<string, unknown>);
    await area.remove([key]);
  }
}

/** How the panel of a sealed conversation stood. */
export class SealedPanels {
  readonly #all: readonly SealedConversation[];

  private constructor(all: readonly SealedConversation[]) {
    this.#all = all;
  }

  static readonly none = new SealedPanels([]);

  static async read(area: SessionArea): Promise<SealedPanels> {
    return new SealedPanels((await readAll(area)).map(([, sealed]) => sealed));
  }

  /** Undefined for a chat in which there was no conversation. */
  of(address: Address): 'closed' | 'bar' | 'open' | undefined {
    return this.#all.find(({ mark, salt }) => mark === markOf(address, salt))?.panel;
  }
}

async function readAll(area: SessionArea): Promise<[string, SealedConversation][]> {
  const items = Object.entries(await area.get(null));
  return items.filter((item): item is [string, SealedConversation] => item[0].startsWith(PREFIX));
}

function bytesOf(text: string): Uint8Array {
  const bytes = decodeBase64(text);
  if (bytes === undefined) throw new SyntaxError('Not base64');
  return bytes;
}
