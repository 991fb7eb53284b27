/**
 * Stands between the page and its WebSockets of subprotocol `xmpp` (RFC 7395); all others are left alone.
 *
 * The page keeps the browser's own class: same name, prototype, constants, `instanceof` and subclassing. Our listener is
 * the first of each socket, so that it sees each message before the page and can put another in its place. Whatever goes
 * wrong in here, the page's frames go by as they are.
 */

import type { Line } from './stream.ts';

export interface FrameHandler {
  /** What the page gets: the frame as it is (undefined), another one, or none (empty). */
  received(frame: string): string | undefined;
  /** The page has sent the frame. */
  sent(frame: string): void;
  closed(): void;
}

/** @param attach called for each new socket; its `line` leads to the server past the handler */
export function wrapWebSocket(page: Window & typeof globalThis, attach: (line: Line) => FrameHandler): void {
  const Native = page.WebSocket;
  const nativeSend = Native.prototype.send;
  const handlers = new WeakMap<WebSocket, FrameHandler>();

  const Wrapped = new Proxy(Native, {
    construct(target, parameters, newTarget) {
      const socket = Reflect.construct(target, parameters, newTarget) as WebSocket;
      if ([parameters[1]].flat().includes('xmpp')) {
        const handler = attach({
          send: (frame) => nativeSend.call(socket, frame),
          isOpen: () => socket.readyState === socket.OPEN,
        });
        handlers.set(socket, handler);
        listen(page, socket, handler);
      }
      return socket;
    },
  });
  redefine(Native.prototype, 'constructor', Wrapped);
  redefine(
    Native.prototype,
    'send',
    new Proxy(nativeSend, {
      apply(target, socket: WebSocket, parameters) {
        Reflect.apply(target, socket, parameters);
        const handler = handlers.get(socket);
        if (handler !== undefined && typeof parameters[0] === 'string')
          guard(() => handler.sent(parameters[0]));
      },
    }),
  );
  redefine(page, 'WebSocket', Wrapped);
}

function listen(page: Window & typeof globalThis, socket: WebSocket, handler: FrameHandler): void {
  const ours = new WeakSet<Event>();
  socket.addEventListener(
    'message',
    (event) => {
      if (ours.has(event) || typeof event.data !== 'string') return;
      const rewritten = guard(() => handler.received(event.data));
      if (rewritten === undefined) return;
      event.stopImmediatePropagation();
      if (rewritten === '') return;
      const replacement = new page.MessageEvent('message', { data: rewritten, origin: event.origin });
      ours.add(replacement);
      socket.dispatchEvent(replacement);
    },
    { capture: true },
  );
  socket.addEventListener('close', () => guard(() => handler.closed()), { capture: true });
}

function guard<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    // Nothing of ours may reach the page; what the frame was is nobody's business either.
    return undefined;
  }
}

/** Keeps the property's flags, so that the page can treat it as before. */
function redefine(owner: object, name: string, value: unknown): void {
  const flags = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, {
    configurable: true,
    writable: true,
    enumerable: false,
    ...flags,
    value,
  });
}
