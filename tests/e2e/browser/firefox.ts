/**
 * A real Firefox with the extension as a temporary add-on, driven by WebDriver BiDi: drivers made for it do not reach
 * the frames of extensions. Pages of extensions report no load, so everything is waited for by what it shows.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Child, startChild } from '#tests/e2e/servers/child.mjs';
import { Bidi } from './bidi.ts';
import { findFirefox } from './find-browser.mjs';
import { until } from './until.mjs';

/** As in the manifest. */
const ADD_ON = 'sotto@sotto.example';
/** Firefox makes one up for each profile, unless it is told. */
const UUID = '2f6c1f0e-4c52-4d3c-9f0a-5b8d3f1c7a60';
const ENTER = '\uE007';

interface Context {
  readonly context: string;
  readonly url: string;
  readonly children: readonly Context[] | null;
}

export class Firefox {
  readonly #bidi: Bidi;
  readonly #child: Child;
  readonly #profile: string;

  private constructor(bidi: Bidi, child: Child, profile: string) {
    this.#bidi = bidi;
    this.#child = child;
    this.#profile = profile;
  }

  /** `extensionDir`: folder of the built extension. */
  static async start(extensionDir: string): Promise<Firefox> {
    const program = findFirefox();
    if (program === undefined) throw new Error('No Firefox found; see FIREFOX_PATH.');
    const profile = mkdtempSync(join(tmpdir(), 'sotto-firefox-'));
    writeFileSync(join(profile, 'user.js'), preferences());
    const printed: string[] = [];
    const address = (): string | undefined => /ws:\/\/\S+/.exec(printed.join(''))?.[0];
    const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'];
    const child = await startChild(program, [...args, '--remote-allow-system-access'], {
      printed,
      // As root Firefox starts in no other user's home.
      env: { HOME: profile },
      isReady: async () => address() !== undefined,
    });
    const bidi = await Bidi.connect(address() ?? '');
    const firefox = new Firefox(bidi, child, profile);
    await bidi.send('webExtension.install', {
      extensionData: { type: 'path', path: resolve(extensionDir) },
    });
    return firefox;
  }

  /** Of a file of the extension, for example `url('options.html')`. */
  url = (path: string): string => `moz-extension://${UUID}/${path}`;

  /** A new tab; what it shows is to be waited for. */
  async open(url: string): Promise<FirefoxPage> {
    const { context } = (await this.#bidi.send('browsingContext.create', { type: 'tab' })) as Context;
    const viewport = { width: 1040, height: 720 };
    await this.#bidi.send('browsingContext.setViewport', { context, viewport });
    const page = new FirefoxPage(this.#bidi, context);
    await page.go(url);
    return page;
  }

  /** Waits for a tab whose address begins like this. */
  tab = (url: string): Promise<FirefoxPage> => find(this.#bidi, url, {});

  /** Ends the event page, as Firefox does after 30 seconds without work. */
  async stopBackground(): Promise<void> {
    const tree = await this.#bidi.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
    const [window] = (tree as { contexts: Context[] }).contexts;
    if (window === undefined) throw new Error('Firefox has no window.');
    await new FirefoxPage(this.#bidi, window.context).evaluate(
      `() => WebExtensionPolicy.getByID('${ADD_ON}').extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })`,
    );
  }

  close = async (): Promise<void> => {
    this.#bidi.close();
    await this.#child.stop();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 3 });
  };
}

/** A document in Firefox, and hands in it. */
export class FirefoxPage {
  readonly #bidi: Bidi;
  readonly #context: string;

  constructor(bidi: Bidi, context: string) {
    this.#bidi = bidi;
    this.#context = context;
  }

  async go(url: string): Promise<void> {
    await this.#bidi.send('browsingContext.navigate', { context: this.#context, url, wait: 'none' });
  }

  /** Waits for a frame in this document whose address begins like this. */
  frame = (url: string): Promise<FirefoxPage> => find(this.#bidi, url, { root: this.#context });

  /** What the function (as source, where it needs names of Firefox's own) gives back in the page, by way of JSON. */
  async evaluate<T>(inPage: string | ((...words: string[]) => T), ...words: string[]): Promise<Awaited<T>> {
    const answer = (await this.#bidi.send('script.callFunction', {
      functionDeclaration: `async (...words) => JSON.stringify((await (${inPage})(...words)) ?? null)`,
      arguments: words.map((value) => ({ type: 'string', value })),
      target: { context: this.#context },
      awaitPromise: true,
    })) as { type: string; result: { value: string }; exceptionDetails?: { text: string } };
    if (answer.type !== 'success') throw new Error(answer.exceptionDetails?.text);
    return JSON.parse(answer.result.value);
  }

  /** Waits for the first such element that has a place on the screen, and clicks in its middle. */
  async click(select: string): Promise<void> {
    await this.waitFor(select);
    const locator = { type: 'css', value: `${select}:not([hidden] *)` };
    const found = await this.#bidi.send('browsingContext.locateNodes', { context: this.#context, locator });
    const [node] = (found as { nodes: { sharedId: string }[] }).nodes;
    const origin = { type: 'element', element: { sharedId: node?.sharedId } };
    await this.#act({
      type: 'pointer',
      id: 'mouse',
      actions: [
        { type: 'pointerMove', x: 0, y: 0, origin },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ],
    });
  }

  /** Resolves when such an element has a place on the screen. */
  async waitFor(select: string): Promise<void> {
    await until(select, () => this.#isShown(select));
  }

  /** Clicks into a field and types. */
  async type(select: string, text: string): Promise<void> {
    await this.click(select);
    await this.#press([...text]);
  }

  enter = (): Promise<void> => this.#press([ENTER]);

  #press(keys: readonly string[]): Promise<void> {
    const actions = keys.flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    return this.#act({ type: 'key', id: 'keyboard', actions });
  }

  async #act(source: object): Promise<void> {
    await this.#bidi.send('input.performActions', { context: this.#context, actions: [source] });
  }

  /** A document that is just being replaced has nothing to show. */
  async #isShown(select: string): Promise<true | undefined> {
    const isShown = (asked: string): boolean => {
      const element = document.querySelector(`${asked}:not([hidden] *)`);
      element?.scrollIntoView({ block: 'nearest' });
      return element !== null && element.getClientRects().length > 0;
    };
    return (await this.evaluate(isShown, select).catch(() => false)) || undefined;
  }
}

async function find(bidi: Bidi, url: string, where: { root?: string }): Promise<FirefoxPage> {
  const look = async (): Promise<Context | undefined> => {
    const { contexts } = (await bidi.send('browsingContext.getTree', where)) as { contexts: Context[] };
    return flat(contexts).find((one) => one.url.startsWith(url));
  };
  const { context } = await until(`a document at ${url}`, look);
  return new FirefoxPage(bidi, context);
}

const flat = (contexts: readonly Context[]): Context[] =>
  contexts.flatMap((one) => [one, ...flat(one.children ?? [])]);

/** A headless Firefox cannot be asked whether a site may be read: then it is taken as allowed, after a real click. */
function preferences(): string {
  const wanted = {
    'extensions.webextensions.uuids': JSON.stringify({ [ADD_ON]: UUID }),
    'extensions.webextOptionalPermissionPrompts': false,
  };
  return Object.entries(wanted)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}
