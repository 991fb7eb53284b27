/**
 * Once, and only once: web messengers deliver the same text again and again, the engine must see it once.
 *
 * A ciphertext is known by itself: OTR never sends the same twice. Other texts (a query message, say) do repeat,
 * and are known by the delivery's id as the site adapter gives it.
 */

/** How many deliveries are remembered for a conversation; older ones are forgotten. */
export const REMEMBERED = 4096;

/** What a delivery is remembered by: 22 characters, the first 16 bytes of a SHA-256 in base64. */
export async function deliveryMark(id: string, text: string): Promise<string> {
  const subject = isCiphertext(text) ? `text ${text}` : `id ${id}`;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subject));
  return btoa(String.fromCharCode(...new Uint8Array(digest).subarray(0, 16))).slice(0, 22);
}

const isCiphertext = (text: string): boolean => text.startsWith('?OTR:') || text.startsWith('?OTR|');
