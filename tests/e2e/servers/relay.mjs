// @ts-check
/** A TCP relay in front of a local port whose connections can be cut, as when a network goes away. */
import { connect, createServer } from 'node:net';

/**
 * @typedef {object} Relay
 * @property {number} port
 * @property {() => void} cut ends all connections at once
 * @property {(open: boolean) => void} admit whether new connections are let through; at first they are
 * @property {() => Promise<void>} stop
 */

/**
 * @param {number} target a port on 127.0.0.1
 * @returns {Promise<Relay>}
 */
export async function startRelay(target) {
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  let open = true;
  const server = createServer((near) => {
    if (!open) return void near.destroy();
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      if (from === undefined || to === undefined) continue;
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    cut,
    admit: (wanted) => {
      open = wanted;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
