// @ts-check
/**
 * A TCP relay in front of a local port whose connections can be cut, as when a network goes away.
 *
 * Of WebSocket frames it lets only whole ones through to the server, so that a cut falls between two of them.
 */
import { connect, createServer } from 'node:net';
import { Transform } from 'node:stream';

/**
 * @typedef {object} Relay
 * @property {number} port
 * @property {() => void} cut ends all connections at once
 * @property {(frames: number) => void} cutAfter ends all connections once a client has sent so many WebSocket frames
 *   more
 * @property {(open: boolean) => void} admit whether new connections are let through; at first they are
 * @property {() => Promise<void>} stop
 */

/**
 * @param {number} target a port on 127.0.0.1
 * @returns {Promise<Relay>}
 */
export async function startRelay(target) {
  /** @type {Set<import('node:net').Socket>} */
  const clients = new Set();
  let open = true;
  /** @type {number | undefined} frames that may still pass */
  let due;
  // The server hears of it once it has read what came through: it would take a part of a frame for the beginning of one.
  const cut = () => {
    for (const near of clients) near.destroy();
  };
  const passes = () => {
    if (due === undefined) return true;
    due -= 1;
    // What was let through is on its way when the line goes.
    if (due === -1) setTimeout(cut, 50);
    return due >= 0;
  };
  const server = createServer((near) => {
    if (!open) return void near.destroy();
    const far = connect(target, '127.0.0.1');
    const gate = new FrameGate(passes);
    clients.add(near);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.on('close', () => {
      clients.delete(near);
      gate.end();
      // What it still has to say is for nobody, but has to be read before it hears of the end.
      far.resume();
    });
    far.on('close', () => near.destroy());
    near.pipe(gate).pipe(far);
    far.pipe(near);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    cut: () => {
      due = undefined;
      cut();
    },
    cutAfter: (frames) => {
      due = frames;
    },
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

/** Passes HTTP as it is, and after an upgrade whole frames of a client (RFC 6455, section 5.2). */
class FrameGate extends Transform {
  #isUpgraded = false;
  #waiting = Buffer.alloc(0);
  #passes;

  /** @param {() => boolean} passes asked for each frame */
  constructor(passes) {
    super();
    this.#passes = passes;
  }

  /**
   * @override
   * @param {Buffer} chunk
   * @param {BufferEncoding} _encoding
   * @param {(error: null, data?: Buffer) => void} done
   */
  _transform(chunk, _encoding, done) {
    if (!this.#isUpgraded) {
      // A client sends no frame before it has the answer to this.
      this.#isUpgraded = /upgrade: websocket/i.test(chunk.toString('latin1'));
      return done(null, chunk);
    }
    this.#waiting = Buffer.concat([this.#waiting, chunk]);
    for (
      let length = frameLength(this.#waiting);
      length <= this.#waiting.length;
      length = frameLength(this.#waiting)
    ) {
      if (this.#passes()) this.push(this.#waiting.subarray(0, length));
      this.#waiting = this.#waiting.subarray(length);
    }
    done(null);
  }
}

/**
 * @param {Buffer} bytes that begin with a frame of a client
 * @returns {number} infinite when it cannot be said yet
 */
function frameLength(bytes) {
  const short = (bytes[1] ?? 0) & 0x7f;
  const size = new Map([
    [126, 2],
    [127, 8],
  ]).get(short);
  if (bytes.length < 2 + (size ?? 0)) return Number.POSITIVE_INFINITY;
  const payload = size === undefined ? short : Number(`0x${bytes.subarray(2, 2 + size).toString('hex')}`);
  return 2 + (size ?? 0) + 4 + payload;
}
