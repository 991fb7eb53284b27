/**
 * What a hostile page can see. `spyOnThePage` is handed to the browser as source: it may use nothing from outside itself.
 */
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** The characters of all keydown events, and a report of everything the page can reach. */
    spy: { keys: string; report(): Promise<string> };
  }
}

/** Runs in the page's own world, before every script of the page. */
export function spyOnThePage(): void {
  const notes: string[] = [];
  const note = (what: unknown): void => {
    notes.push(typeof what === 'string' ? what : (JSON.stringify(what) ?? ''));
  };
  const spy = { keys: '', report };
  Object.defineProperty(window, 'spy', { value: spy });

  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) {
    note(data);
    send.call(this, data);
  };
  window.WebSocket = new Proxy(WebSocket, {
    construct(target, args, newTarget) {
      const socket = Reflect.construct(target, args, newTarget) as WebSocket;
      socket.addEventListener('message', ({ data }) => note(data));
      return socket;
    },
  });
  const { send: post } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (body) {
    note(body);
    this.addEventListener('load', () => note(this.response));
    post.call(this, body);
  };
  for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'paste', 'compositionupdate']) {
    window.addEventListener(type, (event) => hear(type, event as KeyboardEvent & InputEvent), true);
  }
  window.addEventListener('message', ({ data }) => note(data), true);
  for (const name of ['pushState', 'replaceState'] as const) {
    const own = history[name].bind(history);
    history[name] = (...args) => {
      note(args);
      own(...args);
    };
  }

  function hear(type: string, { key, data }: KeyboardEvent & InputEvent): void {
    if (type === 'keydown' && key?.length === 1) spy.keys += key;
    note(`${type} ${key ?? ''} ${data ?? ''}`);
  }

  async function report(): Promise<string> {
    for (const root of roots(document)) note(root.textContent);
    for (const field of document.querySelectorAll<HTMLInputElement>('input, textarea')) note(field.value);
    for (const storage of [localStorage, sessionStorage]) note({ ...storage });
    note([document.title, location.href, performance.getEntries().map(({ name }) => name)]);
    await readDatabases();
    return [...notes, spy.keys].join('\n');
  }

  /** The document and every open shadow tree in it. */
  function* roots(root: Document | ShadowRoot): Generator<Element | ShadowRoot> {
    yield root instanceof Document ? root.documentElement : root;
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) yield* roots(shadowRoot);
  }

  async function readDatabases(): Promise<void> {
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await promised(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        note(await promised(db.transaction(store).objectStore(store).getAll()));
      }
      db.close();
    }
  }

  function promised<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('refused'));
    });
  }
}

/** Whether the browser's own search finds the text, as a page may use it. */
export const canFind = (page: Page, text: string): Promise<boolean> =>
  page.evaluate(
    (wanted) =>
      (window as unknown as { find(text: string, ...flags: boolean[]): boolean }).find(
        wanted,
        false,
        false,
        true,
        false,
        true,
      ),
    text,
  );

/** Loads pages that are open again, with the spy in them. */
export async function spyOnOpen(pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    await page.addInitScript(spyOnThePage);
    await page.reload();
  }
}
