// @ts-check
/**
 * A real Chromium (or Chrome, or Edge) with an unpacked extension, driven through Playwright.
 *
 * The extension is loaded by CDP `Extensions.loadUnpacked`, which branded Chrome accepts too (it ignores
 * `--load-extension`). Plain JavaScript, since `npm start` runs it in Node without a build.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from './find-browser.mjs';
import { until } from './until.mjs';

/** The longest wait of Playwright's own, in ms: a slow machine under load is not a failure. */
const TIMEOUT = 60_000;

/**
 * @typedef {object} LaunchOptions
 * @property {string} extensionDir folder of the built extension
 * @property {string} [profileDir] kept at close; without it a fresh one is made, and removed
 * @property {boolean} headless
 * @property {'light' | 'dark'} [colorScheme]
 * @property {{ width: number, height: number } | null} [viewport] null: as large as the window
 * @property {readonly string[]} [args] further switches
 * @property {boolean} [keepWelcome] leaves the welcome page open, which the extension shows in a new profile if it has one
 * @property {boolean} [closeOnSignals] false: the caller closes the browser on SIGINT, SIGTERM and SIGHUP itself
 */

/**
 * @typedef {object} Sotto a browser with the extension loaded
 * @property {import('playwright-core').BrowserContext} context
 * @property {string} extensionId
 * @property {(path: string) => string} url of a file of the extension, for example `url('options.html')`
 * @property {() => Promise<import('playwright-core').Worker>} worker the running service worker; woken if need be
 * @property {() => Promise<void>} stopWorker kills the service worker and resolves when it is gone
 * @property {(page: import('playwright-core').Page) => Promise<number>} tabOf the tab's id; brings the page to the front
 * @property {(tabId: number) => Promise<{ title: string, badge: string }>} toolbar
 * @property {(page: import('playwright-core').Page) => Promise<import('playwright-core').Page>} openPopup
 *   the popup for that page's tab, opened as a page of its own
 * @property {(page: import('playwright-core').Page) => Promise<import('playwright-core').Frame>} panelFrame
 *   waits for the panel's iframe in that page
 * @property {(pattern: string) => Promise<void>} allowSite answers with yes, beforehand, when the browser asks about
 *   that site: `http://localhost/*` for example
 * @property {(pattern: string) => Promise<void>} revokeSite as in the browser's own page of the extension
 * @property {() => Promise<void>} close
 */

/**
 * @param {LaunchOptions} options
 * @returns {Promise<Sotto>}
 * @throws {Error} when no browser is installed, or it refuses the extension
 */
export async function launchWithSotto(options) {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('No Chromium, Chrome or Edge found; see CHROMIUM_PATH.');
  const profile = profileFolder(options.profileDir);
  const welcomes = existsSync(join(options.extensionDir, 'welcome.html')) && isNew(profile.path);
  try {
    const context = await launch(executablePath, profile.path, options);
    context.setDefaultTimeout(TIMEOUT);
    const extensionId = await loadUnpacked(context, resolve(options.extensionDir)).catch(async (error) => {
      await context.close();
      throw error;
    });
    if (welcomes && !options.keepWelcome) await closeWelcome(context, extensionId);
    return drive(context, extensionId, profile.remove);
  } catch (error) {
    profile.remove();
    throw error;
  }
}

/** @param {string | undefined} given */
function profileFolder(given) {
  if (given !== undefined) return { path: given, remove: () => undefined };
  const path = mkdtempSync(join(tmpdir(), 'sotto-profile-'));
  const removeNow = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', removeNow);
  const remove = () => {
    process.off('exit', removeNow);
    removeNow();
  };
  return { path, remove };
}

/** @param {string} profilePath */
const isNew = (profilePath) => !existsSync(profilePath) || readdirSync(profilePath).length === 0;

/**
 * It comes to the front, so it is waited for and closed before anything else is opened. Not before it shows something:
 * in Chromium a page of an extension that is closed while it loads its words leaves all later ones without any.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} extensionId
 */
async function closeWelcome(context, extensionId) {
  const url = `chrome-extension://${extensionId}/welcome.html`;
  const page = await until('the welcome page', () => context.pages().find((one) => one.url() === url));
  await page.locator('main').waitFor();
  await page.close();
}

/**
 * @param {string} executablePath
 * @param {string} profilePath
 * @param {LaunchOptions} options
 */
function launch(executablePath, profilePath, options) {
  const { headless, colorScheme, viewport, args = [], closeOnSignals = true } = options;
  return chromium.launchPersistentContext(profilePath, {
    executablePath,
    headless,
    // Chromium's sandbox does not run as root.
    chromiumSandbox: process.getuid?.() !== 0,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      '--enable-unsafe-extension-debugging',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
      ...args,
    ],
    env: { ...process.env, LANGUAGE: 'en' },
    handleSIGINT: closeOnSignals,
    handleSIGTERM: closeOnSignals,
    handleSIGHUP: closeOnSignals,
    ...(colorScheme === undefined ? {} : { colorScheme }),
    ...(viewport === undefined ? {} : { viewport }),
  });
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} path
 */
async function loadUnpacked(context, path) {
  const browser = context.browser();
  if (browser === null) throw new Error('The browser ended at once.');
  const session = await browser.newBrowserCDPSession();
  // Playwright's types end at the domains of its own release.
  const send = /** @type {(method: string, params: object) => Promise<unknown>} */ (
    session.send.bind(session)
  );
  const { id } = /** @type {{ id: string }} */ (await send('Extensions.loadUnpacked', { path }));
  await session.detach();
  return id;
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} extensionId
 * @param {() => void} removeProfile
 * @returns {Sotto}
 */
function drive(context, extensionId, removeProfile) {
  const origin = `chrome-extension://${extensionId}/`;
  const worker = async () => {
    await setWorker(context, origin, 'running');
    const isOurs = (/** @type {import('playwright-core').Worker} */ one) => one.url().startsWith(origin);
    return until('the service worker', () => context.serviceWorkers().findLast(isOurs));
  };
  const tabOf = async (/** @type {import('playwright-core').Page} */ page) => {
    await page.bringToFront();
    return (await worker()).evaluate(frontTab);
  };
  return {
    context,
    extensionId,
    url: (path) => origin + path,
    worker,
    stopWorker: () => setWorker(context, origin, 'stopped'),
    tabOf,
    toolbar: async (tabId) => (await worker()).evaluate(readToolbar, tabId),
    openPopup: async (page) => {
      const tab = await tabOf(page);
      const popup = await context.newPage();
      await popup.goto(`${origin}popup.html?tab=${tab}`);
      return popup;
    },
    panelFrame: async (page) => {
      const frame = await until('the panel', () =>
        page.frames().find((one) => one.url().startsWith(`${origin}panel.html`)),
      );
      await frame.waitForLoadState();
      return frame;
    },
    allowSite: (pattern) => changeHost(context, 'addHostPermission', extensionId, pattern),
    revokeSite: (pattern) => changeHost(context, 'removeHostPermission', extensionId, pattern),
    close: async () => {
      await context.close();
      removeProfile();
    },
  };
}

/**
 * Starts or kills the extension's service worker, and waits until the browser says so.
 *
 * The ServiceWorker domain of any page's session reaches the workers of the whole profile.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} scopeURL
 * @param {'running' | 'stopped'} status
 */
async function setWorker(context, scopeURL, status) {
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  try {
    let reached = false;
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      for (const version of versions) {
        // Once is enough: a stopped worker that is needed starts again at once.
        if (version.scriptURL.startsWith(scopeURL)) reached ||= version.runningStatus === status;
      }
    });
    await session.send('ServiceWorker.enable');
    const ask = () =>
      status === 'running'
        ? session.send('ServiceWorker.startWorker', { scopeURL })
        : session.send('ServiceWorker.stopAllWorkers');
    await ask();
    await until(`a ${status} service worker`, async () => {
      // A worker that is just starting is not stopped by being asked once.
      if (!reached && status === 'stopped') await ask();
      return reached || undefined;
    });
  } finally {
    await session.detach();
  }
}

/**
 * The browser's question about a site cannot be answered without a head, so its own page of extensions decides.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {'addHostPermission' | 'removeHostPermission'} change
 * @param {string} extensionId
 * @param {string} pattern
 */
async function changeHost(context, change, extensionId, pattern) {
  const page = await context.newPage();
  await page.goto('chrome://extensions');
  // Playwright's and Chrome's types know nothing of this page's own API.
  const words = [extensionId, pattern].map((word) => JSON.stringify(word)).join();
  await page.evaluate(`chrome.developerPrivate.${change}(${words})`);
  await page.close();
}

/** Runs in the service worker: the id of the tab that came to the front last. */
async function frontTab() {
  const tabs = await chrome.tabs.query({ active: true });
  tabs.sort((one, other) => (other.lastAccessed ?? 0) - (one.lastAccessed ?? 0));
  const id = tabs[0]?.id;
  if (id === undefined) throw new Error('no tab');
  return id;
}

/**
 * Runs in the service worker.
 *
 * @param {number} tabId
 */
async function readToolbar(tabId) {
  return {
    title: await chrome.action.getTitle({ tabId }),
    badge: await chrome.action.getBadgeText({ tabId }),
  };
}
