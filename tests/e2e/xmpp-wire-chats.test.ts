/** Where the chat is: the finder in the page of Converse, in both of its modes. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ConverseChats } from '#sites/dom/converse.ts';
import { type Converse, startConverse } from './servers/converse.mjs';
import { type Prosody, startProsody } from './servers/prosody.mjs';
import { bundle, launchBrowser } from './xmpp-wire-page.ts';

let script: string;
let browser: Browser;
let prosody: Prosody;
let converse: Converse;
let page: Page;

beforeAll(async () => {
  const users = { alice: 'alicepw', bob: 'bobpw', carol: 'carolpw' };
  [script, browser, prosody] = await Promise.all([
    bundle('./xmpp-wire-chats-entry.ts'),
    launchBrowser(),
    startProsody({ users }),
  ]);
  converse = await startConverse(prosody);
});
afterAll(async () => {
  await browser?.close();
  await converse?.stop();
  await prosody?.stop();
});
afterEach(async () => {
  await page?.context().close();
});

async function open(viewMode: 'fullscreen' | 'overlayed'): Promise<void> {
  page = await (await browser.newContext()).newPage();
  await page.addInitScript(script);
  await page.goto(converse.url('alice', 'bob', { viewMode }));
  await composer('bob').waitFor();
}

const composer = (peer: string) =>
  page.locator(`converse-chat[jid="${peer}@localhost"] textarea.chat-textarea`);
const openChat = (peer: string) =>
  page.locator(`converse-controlbox .open-chat[data-jid="${peer}@localhost"]`).first().click();

/** Who is found, with the boxes of header and cover. */
const found = () =>
  page.evaluate(() => {
    const chat = (window as unknown as { chats: ConverseChats }).chats.find();
    const box = (element: Element) => element.getBoundingClientRect().toJSON();
    return chat && { peer: chat.peer, header: box(chat.header), cover: chat.cover.map(box) };
  });
const peerFound = async () => (await found())?.peer;

it('fullscreen: the chat in front, its header, and list and composer beneath each other', async () => {
  await open('fullscreen');
  // Converse fills the heading some time after the composer.
  await expect.poll(async () => (await found())?.header.width).toBeGreaterThan(0);
  const chat = await found();
  expect(chat?.peer).toBe('bob@localhost');
  const [list, bottom] = chat?.cover ?? [];
  expect(list.height).toBeGreaterThan(200);
  expect(bottom.height).toBeGreaterThan(30);
  expect(list.top).toBeGreaterThanOrEqual(chat?.header.bottom);
  expect(bottom.bottom).toBeGreaterThan(list.bottom - 1);
  await openChat('carol');
  await expect.poll(peerFound).toBe('carol@localhost');
});

it('fullscreen: without a chat none is found', async () => {
  await open('fullscreen');
  await page.locator('.chatbox-title__buttons .dropdown-toggle').click();
  await page.locator('.close-chatbox-button').click();
  await expect.poll(peerFound).toBeUndefined();
});

it('overlay: of two chats the one with the focus, and it stays when the focus goes elsewhere', async () => {
  await open('overlayed');
  await openChat('carol');
  await composer('carol').waitFor();
  await composer('bob').click();
  expect(await peerFound()).toBe('bob@localhost');
  await composer('carol').click();
  expect(await peerFound()).toBe('carol@localhost');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  expect(await peerFound()).toBe('carol@localhost');
  await page.locator('converse-chat[jid="carol@localhost"] .toggle-chatbox-button').click();
  await expect.poll(peerFound).toBe('bob@localhost');
});
