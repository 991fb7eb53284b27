/** UTF-8, by way of @noble: the engine itself is compiled without the names of the web platform. */
import { bytesToUtf8, utf8ToBytes } from '@noble/ciphers/utils.js';
import { concat } from '#otr/bytes/writer.ts';

const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

/** Lone surrogates become U+FFFD. */
export const encodeUtf8 = (text: string): Uint8Array => utf8ToBytes(text);

/** What is not UTF-8 becomes U+FFFD. The decoder drops one leading byte order mark: who has one gets another to drop. */
export const decodeUtf8 = (bytes: Uint8Array): string =>
  bytesToUtf8(bytes[0] === BYTE_ORDER_MARK[0] ? concat(BYTE_ORDER_MARK, bytes) : bytes);

/** The text of code units below 128. */
export const textOfAscii = (codes: Uint8Array): string => bytesToUtf8(codes);
