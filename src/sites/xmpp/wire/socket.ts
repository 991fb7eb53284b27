/**
 * Stands between the page and its WebSockets of subprotocol `xmpp` (RFC 7395); all others are left alone.
 *
 * The page keeps the browser's own class: same name, prototype, constants, `instanceof` and subclassing. Our listener is
 * the first of each socket, so that it sees each message before the page and can put another in its place. Whatever goes
 * wrong in here, the page's frames go by as they are.
 */

import { type Attach, type FrameHandler, guard, redefine } from './transport.ts';

/** @param attach called for each new socket; its `line` leads to the server past the handler */
export function wrapWebSocket(page: Window & typeof globalThis, attach: Attach): void {
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
        const handler = handlers.get(socket);
        const outgoing = handler === undefined ? parameters[0] : outgoingOf(handler, parameters[0]);
        if (outgoing === '' && parameters[0] !== '') return;
        Reflect.apply(target, socket, outgoing === parameters[0] ? parameters : [outgoing]);
        if (handler !== undefined && typeof outgoing === 'string') guard(() => handler.sent(outgoing));
      },
    }),
  );
  redefine(page, 'WebSocket', Wrapped);
}

/** What goes out in place of what the page hands over; an empty text for nothing. */
function outgoingOf(handler: FrameHandler, given: unknown): unknown {
  // The browser would make a text of anything that is not binary, and might get another one at the second time.
  const isBinary = given instanceof Blob || given instanceof ArrayBuffer || ArrayBuffer.isView(given);
  if (isBinary) return handler.passesUnread() ? given : '';
  const frame = String(given);
  return handler.sending(frame) ?? frame;
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
