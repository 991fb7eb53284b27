/** Deliveries for the wire hook, and what of them arrived. */
import type { XmppPeer } from './xmpp-wire-peer.ts';

/** `count` deliveries with different ids and texts. */
export const items = (count: number, prefix = 'm') =>
  Array.from({ length: count }, (_, index) => ({
    id: `${prefix}${index}`,
    text: `?OTR:AAMD${prefix}${index}.`,
  }));

export const idsOf = (all: readonly { id: string }[]) => all.map(({ id }) => id);
export const textsOf = (all: readonly { text: string }[]) => all.map(({ text }) => text);

/** The texts that the peer got; resolves when there are so many. */
export async function receivedBy(peer: XmppPeer, count: number): Promise<string[]> {
  const texts = () => peer.messages.map(({ body }) => body).filter((body) => body !== '');
  await peer.until(() => (texts().length >= count ? true : undefined));
  return texts();
}
