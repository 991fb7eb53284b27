/**
 * Stands between the page and its XMLHttpRequests where these speak BOSH. All others go by as they are.
 *
 * The page keeps the browser's own class and objects. What it reads of a response is another text where the session says
 * so; events of the browser's that come too early or too late for the page are hidden, and dispatched when it is time.
 */
import { guard, redefine } from '#sites/xmpp/wire/transport.ts';
import type { Bosh } from './bosh.ts';
import { PayloadReader } from './payload.ts';
import { type Asked, NativeXhr, XhrDoor } from './xhr-door.ts';

type Page = Window & typeof globalThis;

const EVENTS = ['readystatechange', 'progress', 'load', 'loadend', 'error', 'timeout', 'abort'] as const;

interface Call extends Asked {
  readonly method: string;
  readonly url: URL | undefined;
  /** From sending on. */
  door?: XhrDoor;
}

export function wrapXhr(page: Page, bosh: () => Bosh): void {
  const { prototype } = page.XMLHttpRequest;
  const native = new NativeXhr(page);
  const reader = new PayloadReader(page);
  const calls = new WeakMap<XMLHttpRequest, Call>();

  const hear = (xhr: XMLHttpRequest) => (event: Event) => calls.get(xhr)?.door?.heard(event);
  redefine(
    page,
    'XMLHttpRequest',
    new Proxy(page.XMLHttpRequest, {
      construct(target, parameters, newTarget) {
        const xhr = Reflect.construct(target, parameters, newTarget) as XMLHttpRequest;
        // The first of its listeners: browsers call those of an object outside the document in order, capturing or not.
        for (const name of EVENTS) xhr.addEventListener(name, hear(xhr), { capture: true });
        return xhr;
      },
    }),
  );
  redefine(prototype, 'constructor', page.XMLHttpRequest);
  wrap(prototype, 'open', (target, xhr, parameters) => {
    const [method, address] = [String(parameters[0]), String(parameters[1])];
    const result = Reflect.apply(target, xhr, [method, address, ...parameters.slice(2)]);
    calls.get(xhr)?.door?.reopened();
    const url = guard(() => new URL(address, page.document.baseURI));
    calls.set(xhr, { method, url, isAsync: parameters.length < 3 || Boolean(parameters[2]), headers: [] });
    return result;
  });
  wrap(prototype, 'setRequestHeader', (target, xhr, parameters) => {
    const header: [string, string] = [String(parameters[0]), String(parameters[1])];
    Reflect.apply(target, xhr, header);
    calls.get(xhr)?.headers.push(header);
  });
  wrap(prototype, 'send', (target, xhr, parameters) => {
    const call = calls.get(xhr);
    const url = call && postsTo(call);
    const payload = url && guard(() => reader.read(parameters[0]));
    if (call === undefined || url === undefined || payload === undefined)
      return Reflect.apply(target, xhr, parameters);
    const pass = (given: unknown) => Reflect.apply(target, xhr, [given]);
    const post = (text: string, isDocument = false) => {
      const door = new XhrDoor(xhr, native, url, call);
      const exchange = bosh().request(url, text, door);
      if (exchange === 'refuse') throw refusal(page);
      if (exchange === undefined) return pass(payload.given);
      call.door = door;
      return door.run(exchange, isDocument, () => pass(exchange.text ?? payload.given));
    };
    if (payload.kind === 'text') return post(payload.text, payload.isDocument);
    if (payload.kind === 'later' && call.isAsync && bosh().mayBeOurs(url)) {
      void payload.text().then((text) => guard(() => calls.get(xhr) === call && post(text)));
      return undefined;
    }
    if (bosh().unread(url) === 'refuse') throw refusal(page);
    return pass(payload.given);
  });
  wrap(prototype, 'abort', (target, xhr, parameters) => {
    const call = calls.get(xhr);
    if (call?.door?.aborts() === false) return undefined;
    const result = Reflect.apply(target, xhr, parameters);
    if (call !== undefined) delete call.door;
    return result;
  });
  wrap(prototype, 'getAllResponseHeaders', (target, xhr, parameters) => {
    return calls.get(xhr)?.door?.headers ?? Reflect.apply(target, xhr, parameters);
  });
  wrap(prototype, 'getResponseHeader', (target, xhr, parameters) => {
    const door = calls.get(xhr)?.door;
    return door?.headers === undefined
      ? Reflect.apply(target, xhr, parameters)
      : door.header(String(parameters[0]));
  });
  for (const name of ['readyState', 'status', 'statusText', 'responseURL', 'responseType'] as const)
    wrapGetter(prototype, name, (xhr) => calls.get(xhr)?.door?.[name]);
  for (const name of ['response', 'responseText', 'responseXML'] as const)
    wrapGetter(prototype, name, (xhr) => calls.get(xhr)?.door?.[name]());
  wrapSetter(
    prototype,
    'responseType',
    (xhr, value) => calls.get(xhr)?.door?.takeType(String(value)) ?? false,
  );
}

/** Undefined when the request is no post, or sent already. */
const postsTo = ({ method, door, url }: Call): URL | undefined =>
  method.toUpperCase() === 'POST' && door === undefined ? url : undefined;

const refusal = (page: Page) =>
  new page.DOMException(`Failed to execute 'send' on 'XMLHttpRequest'.`, 'NetworkError');

type Method = (this: XMLHttpRequest, ...parameters: unknown[]) => unknown;

function wrap(
  owner: XMLHttpRequest,
  name: keyof XMLHttpRequest,
  call: (target: Method, xhr: XMLHttpRequest, parameters: unknown[]) => unknown,
): void {
  redefine(owner, name, new Proxy(owner[name] as unknown as Method, { apply: call }));
}

/** @param instead undefined: what the browser says */
function wrapGetter(owner: XMLHttpRequest, name: string, instead: (xhr: XMLHttpRequest) => unknown): void {
  const flags = Object.getOwnPropertyDescriptor(owner, name);
  if (flags?.get === undefined) return;
  const get = new Proxy(flags.get, {
    apply: (target, xhr, parameters) => {
      const other = instead(xhr);
      return other === undefined ? Reflect.apply(target, xhr, parameters) : other;
    },
  });
  Object.defineProperty(owner, name, { ...flags, get });
}

/** @param takes whether the value is kept from the browser */
function wrapSetter(
  owner: XMLHttpRequest,
  name: string,
  takes: (xhr: XMLHttpRequest, value: unknown) => boolean,
): void {
  const flags = Object.getOwnPropertyDescriptor(owner, name);
  if (flags?.set === undefined) return;
  const set = new Proxy(flags.set, {
    apply: (target, xhr, parameters) =>
      takes(xhr, parameters[0]) ? undefined : Reflect.apply(target, xhr, parameters),
  });
  Object.defineProperty(owner, name, { ...flags, set });
}
