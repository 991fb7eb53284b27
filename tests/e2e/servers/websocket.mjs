// @ts-check
/** A WebSocket server that says to its clients what the test says, however wrong (RFC 6455, as far as that takes). */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

/** RFC 6455, section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/**
 * @typedef {object} Talker
 * @property {string} origin of an empty page
 * @property {string} url of the socket
 * @property {(text: string) => void} say to all clients, as one message
 * @property {() => void} hangUp drops all clients
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<Talker>} */
export async function startTalker() {
  /** @type {Set<import('node:stream').Duplex>} */
  const clients = new Set();
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Empty</title>');
  });
  server.on('upgrade', (request, socket) => {
    const key = `${request.headers['sec-websocket-key']}${GUID}`;
    const accept = createHash('sha1').update(key).digest('base64');
    const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    lines.push(`Sec-WebSocket-Accept: ${accept}`, 'Sec-WebSocket-Protocol: xmpp', '', '');
    socket.on('error', () => undefined).on('close', () => clients.delete(socket));
    // What clients say is let go by.
    socket.resume();
    socket.write(lines.join('\r\n'));
    clients.add(socket);
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const hangUp = () => {
    for (const client of clients) client.destroy();
  };
  return {
    origin: `http://localhost:${port}/`,
    url: `ws://localhost:${port}/`,
    say: (text) => {
      for (const client of clients) client.write(textFrame(text));
    },
    hangUp,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        hangUp();
        server.closeAllConnections();
      }),
  };
}

/** @param {string} text */
function textFrame(text) {
  const payload = Buffer.from(text);
  const head = Buffer.alloc(10);
  head[0] = 0x81;
  head[1] = 127;
  head.writeBigUInt64BE(BigInt(payload.length), 2);
  if (payload.length > 0xffff) return Buffer.concat([head, payload]);
  const short = payload.length < 126;
  head[1] = short ? payload.length : 126;
  if (!short) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head.subarray(0, short ? 2 : 4), payload]);
}
