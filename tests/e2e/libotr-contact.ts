/** A contact who uses another program: libotr for the privacy, plain XMPP to a real Prosody for the wire. */
import { type LibotrPeer, startLibotrPeer } from '#tests/interop/libotr-peer.ts';
import { connectXmpp } from '#tests/xmpp-peer/xmpp-client.mjs';
import type { Prosody } from './servers/prosody.mjs';

export interface LibotrContactOptions {
  readonly prosody: Prosody;
  /** Its own bare JID. */
  readonly jid: string;
  readonly password: string;
  /** The bare JID it talks to; what others say is not listened to. */
  readonly peer: string;
  /** The longest body it sends, in bytes; any length by default. */
  readonly maxFragment?: number;
  /** Answer to the full JID that spoke last, as desktop programs do; to the bare JID by default. */
  readonly fullJid?: boolean;
  /** A program with its key that has left another account; a new one with a new key by default. */
  readonly otr?: LibotrPeer;
}

export interface LibotrContact {
  /** The user's side: query, send, end, what was shown. What it puts on the wire goes through the server by itself. */
  readonly otr: LibotrPeer;
  /** Every body that came from the peer, as the server delivered it. */
  readonly bodies: readonly string[];
  /** Ends the stream; the process goes on, for another contact. */
  leave(): Promise<void>;
  /** Ends the process, then the stream. */
  close(): Promise<void>;
}

/** Compiles libotr's side at first use, logs in, and becomes available. */
export async function startLibotrContact(options: LibotrContactOptions): Promise<LibotrContact> {
  const { prosody, jid, password, peer } = options;
  const otr =
    options.otr ??
    (await startLibotrPeer({
      account: jid,
      peer,
      ...(options.maxFragment !== undefined && { maxFragment: options.maxFragment }),
    }));
  const xmpp = await connectXmpp({ jid, password, c2sPort: prosody.c2sPort }).catch(async (error) => {
    await otr.close();
    throw error;
  });
  const bodies: string[] = [];
  let address = peer;
  let sending = Promise.resolve();
  let left = false;
  otr.onWire((text) => {
    if (left) return;
    const to = address;
    sending = sending.then(() => xmpp.send(to, text));
  });
  xmpp.onMessage(({ from, body }) => {
    if (bareOf(from) !== peer) return;
    if (options.fullJid === true) address = from;
    bodies.push(body);
    // A text that is still on its way when the test ends has nowhere to go.
    otr.receive(body).catch(() => undefined);
  });
  return {
    otr,
    bodies,
    leave: async () => {
      left = true;
      await sending;
      await xmpp.stop();
    },
    close: async () => {
      await otr.close();
      await sending;
      await xmpp.stop();
    },
  };
}

const bareOf = (jid: string): string => jid.split('/')[0] ?? jid;
