import { expect, test } from 'vitest';
import { wrapWebSocket } from './socket.ts';
import type { FrameHandler } from './transport.ts';

class NativeSocket extends EventTarget {
  static readonly OPEN = 1;
  readonly OPEN = 1;
  readonly written: unknown[] = [];
  readonly url: string;

  constructor(url: string, _protocols?: string | string[]) {
    super();
    this.url = url;
  }

  send(data: unknown): void {
    this.written.push(data);
  }
}

const PASS: FrameHandler = {
  received: () => undefined,
  sending: () => undefined,
  passesUnread: () => true,
  sent: () => undefined,
  goesOn: () => undefined,
  ending: () => undefined,
  changed: () => undefined,
  closed: () => undefined,
};

/** A page with a WebSocket class of its own, wrapped. */
function wrappedPage(handler: FrameHandler = PASS) {
  // A fresh class each time: wrapping changes its prototype.
  class WebSocket extends NativeSocket {
    override send(data: unknown): void {
      super.send(data);
    }
  }
  const page = { WebSocket, MessageEvent };
  const sends: ((frame: string) => void)[] = [];
  wrapWebSocket(page as never, ({ send }) => {
    sends.push(send);
    return handler;
  });
  return { Native: WebSocket, Wrapped: page.WebSocket, sends };
}

/** What the page's listener sees of a message from the server. */
function seen(socket: NativeSocket, data: unknown): unknown[] {
  const got: unknown[] = [];
  socket.addEventListener('message', (event) => got.push((event as MessageEvent).data));
  socket.dispatchEvent(new MessageEvent('message', { data }));
  return got;
}

test('the page keeps the class it knows', () => {
  const { Native, Wrapped } = wrappedPage();
  const socket = new Wrapped('ws://x', 'xmpp');
  expect(socket).toBeInstanceOf(Wrapped);
  expect(socket).toBeInstanceOf(Native);
  expect(socket.constructor).toBe(Wrapped);
  expect(Object.getPrototypeOf(socket)).toBe(Wrapped.prototype);
  expect([Wrapped.name, Wrapped.OPEN, Wrapped.length]).toEqual(['WebSocket', 1, Native.length]);
  class Derived extends Wrapped {}
  const derived = new Derived('ws://y', ['other', 'xmpp']);
  expect([derived instanceof Derived, derived instanceof Wrapped, derived.url]).toEqual([
    true,
    true,
    'ws://y',
  ]);
});

test('sockets of other subprotocols are left alone', () => {
  const { Wrapped, sends } = wrappedPage({ ...PASS, received: () => 'changed' });
  for (const protocols of [undefined, 'mqtt', ['a', 'b']]) {
    expect(seen(new Wrapped('ws://x', protocols), 'frame')).toEqual(['frame']);
  }
  expect(sends).toEqual([]);
});

test('a message is passed on, replaced, or withheld, before any listener of the page', () => {
  const answers: Record<string, string | undefined> = { keep: undefined, change: 'changed', hide: '' };
  const { Wrapped } = wrappedPage({ ...PASS, received: (frame) => answers[frame] });
  const socket = new Wrapped('ws://x', 'xmpp');
  expect(seen(socket, 'keep')).toEqual(['keep']);
  expect(seen(socket, 'change')).toEqual(['changed']);
  expect(seen(socket, 'hide')).toEqual([]);
  const binary = new ArrayBuffer(1);
  expect(seen(socket, binary)).toEqual([binary]);
});

test('what the page sends is seen once it is sent; ours is not', () => {
  const heard: string[] = [];
  const { Wrapped, sends } = wrappedPage({ ...PASS, sent: (frame) => heard.push(frame) });
  const socket = new Wrapped('ws://x', 'xmpp');
  socket.send('from the page');
  Wrapped.prototype.send.call(socket, 'in another way');
  sends[0]?.('of ours');
  expect(heard).toEqual(['from the page', 'in another way']);
  expect(socket.written).toEqual(['from the page', 'in another way', 'of ours']);
});

test('what the page sends goes out as it is, as something else, or not at all; only what went out is told', () => {
  const answers: Record<string, string | undefined> = { keep: undefined, change: 'changed', hide: '' };
  const heard: string[] = [];
  const handler = {
    ...PASS,
    sending: (frame: string) => answers[frame],
    passesUnread: () => false,
    sent: (frame: string) => heard.push(frame),
  };
  const { Wrapped } = wrappedPage(handler);
  const socket = new Wrapped('ws://x', 'xmpp');
  for (const frame of ['keep', 'change', 'hide', new ArrayBuffer(1), new Uint8Array(1)]) socket.send(frame);
  let asked = 0;
  socket.send({ toString: () => (asked++ === 0 ? 'keep' : 'another') });
  expect(socket.written).toEqual(['keep', 'changed', 'keep']);
  expect(heard).toEqual(socket.written);
});

test('a handler that fails is nothing to the page', () => {
  const fail = () => {
    throw new Error('ours');
  };
  const { Wrapped } = wrappedPage({ ...PASS, received: fail, sent: fail, closed: fail });
  const socket = new Wrapped('ws://x', 'xmpp');
  socket.send('frame');
  expect(socket.written).toEqual(['frame']);
  expect(seen(socket, 'frame')).toEqual(['frame']);
  expect(() => socket.dispatchEvent(new Event('close'))).not.toThrow();
});

test('an error of the browser reaches the page, and counts as nothing sent', () => {
  const heard: string[] = [];
  class WebSocket extends NativeSocket {
    override send(): void {
      throw new DOMException('still connecting', 'InvalidStateError');
    }
  }
  const page = { WebSocket, MessageEvent };
  wrapWebSocket(page as never, () => ({ ...PASS, sent: (frame) => heard.push(frame) }));
  expect(() => new page.WebSocket('ws://x', 'xmpp').send()).toThrow('still connecting');
  expect(heard).toEqual([]);
});
