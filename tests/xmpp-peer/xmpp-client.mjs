// @ts-check
/**
 * A contact without a browser: logs in to a local Prosody over plain TCP, sends and hears chat messages.
 *
 * It reconnects by itself when the server restarts. Plain JavaScript, so that scripts can use it too.
 */
import { client, xml } from '@xmpp/client';

/** Namespace of what clients say to each other. */
const CLIENT = 'jabber:client';

/** @typedef {ReturnType<typeof xml>} Element */

/**
 * @typedef {object} Login
 * @property {string} jid bare JID, for example `bob@localhost`
 * @property {string} password
 * @property {number} c2sPort of the server, on this machine
 * @property {string} [resource] chosen by the server when left out
 */

/**
 * @typedef {object} Message
 * @property {string} from full JID
 * @property {string} body
 * @property {string | undefined} id
 * @property {Element} stanza
 */

/**
 * @typedef {object} XmppClient
 * @property {() => string} jid our full JID
 * @property {(to: string, body: string, options?: { id?: string }) => Promise<void>} send `to` is a bare or full JID;
 *   resolves when the stanza was written to the socket
 * @property {(listen: (message: Message) => void) => void} onMessage messages with a body only
 * @property {(listen: (xml: string) => void) => void} onStanza every stanza, as XML
 * @property {() => Promise<void>} reconnected resolves when it has logged in the next time
 * @property {() => Promise<void>} stop says goodbye and closes the stream
 */

/**
 * Logs in and becomes available.
 *
 * @param {Login} login
 * @returns {Promise<XmppClient>}
 * @throws {Error} when the server refuses the login
 */
export async function connectXmpp({ jid, password, c2sPort, resource }) {
  const [username = '', domain = ''] = jid.split('@');
  const xmpp = client({
    service: `xmpp://127.0.0.1:${c2sPort}`,
    domain,
    // The SCRAM of this package takes seconds; on the local host nobody listens.
    credentials: (authenticate) => authenticate({ username, password }, 'PLAIN', xml('user-agent')),
    ...(resource !== undefined && { resource }),
  });
  /** @type {((message: Message) => void)[]} */
  const listeners = [];
  xmpp.on('stanza', (stanza) => {
    const message = readMessage(stanza);
    if (message !== undefined) for (const listen of listeners) listen(message);
  });
  // A dropped connection is reported here as well; the reconnection that follows is what counts.
  xmpp.on('error', () => undefined);
  xmpp.on('online', () => xmpp.send(xml('presence')));
  const address = await xmpp.start();
  return {
    jid: () => (xmpp.jid ?? address).toString(),
    send: (to, body, { id = crypto.randomUUID() } = {}) =>
      xmpp.send(xml('message', { to, id, type: 'chat' }, xml('body', {}, body))),
    onMessage: (listen) => {
      listeners.push(listen);
    },
    onStanza: (listen) => {
      xmpp.on('stanza', (stanza) => listen(stanza.toString()));
    },
    reconnected: () =>
      new Promise((resolve) => {
        xmpp.once('online', () => resolve());
      }),
    stop: async () => {
      xmpp.reconnect.stop();
      await xmpp.stop();
    },
  };
}

/**
 * @param {Element} stanza
 * @returns {Message | undefined}
 */
function readMessage(stanza) {
  if (!stanza.is('message') || stanza.attrs['type'] === 'error') return undefined;
  const body = stanza.getChildText('body', CLIENT);
  const { from, id } = stanza.attrs;
  return body === null || from === undefined ? undefined : { from, body, id, stanza };
}
