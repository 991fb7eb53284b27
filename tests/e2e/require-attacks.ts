/** The ways in which a page, or a hand on it, can try to send something readable. */
import type { Page } from 'playwright-core';
import { vi } from 'vitest';

declare global {
  interface Window {
    /** The page's own socket, once it has sent something over it. */
    ownSocket?: WebSocket;
  }
}

/** Records every frame that leaves the page from its next load on. */
export function recordFrames(page: Page): string[] {
  const frames: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => frames.push(String(payload))));
  page.on('request', (request) => {
    if (request.url().endsWith('/http-bind')) frames.push(request.postData() ?? '');
  });
  return frames;
}

/** To be called before the page is loaded: it keeps its socket at hand, as its own scripts could. */
export async function keepSocket(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { send } = WebSocket.prototype;
    const sendDue = (): void => {
      const due = JSON.parse(sessionStorage.getItem('due') ?? '[]') as string[];
      sessionStorage.removeItem('due');
      for (const frame of due) window.ownSocket?.send(frame);
    };
    WebSocket.prototype.send = function (data) {
      if (window.ownSocket !== this) {
        window.ownSocket = this;
        this.addEventListener('message', (event) => String(event.data).includes('<resumed') && sendDue());
      }
      send.call(this, data);
      if (String(data).startsWith('<presence')) sendDue();
    };
  });
}

/** The frames go with the page's next request over BOSH, as its own script would put them there. */
export async function rideAlong(page: Page, frames: readonly string[]): Promise<void> {
  await page.evaluate((all) => {
    let due = all.join('');
    const { send } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.send = function (body) {
      const start = typeof body === 'string' ? body.slice(0, body.indexOf('>')) : '';
      const goesOn = / sid=/.test(start) && !/ (type|xmpp:restart)=/.test(start);
      if (typeof body !== 'string' || !goesOn || due === '') return send.call(this, body);
      const open = body.replace(/\/>$/, '></body>').replace(/<\/body>$/, `${due}</body>`);
      due = '';
      return send.call(this, open);
    };
  }, frames);
}

const COMPOSER = 'converse-chat textarea.chat-textarea';

/** Typed into the page's own composer, key by key, and sent with Enter. */
export async function typeAndEnter(page: Page, text: string): Promise<void> {
  await page.locator(COMPOSER).first().focus();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await emptied(page);
}

/** Put into the page's own composer, and its form submitted. */
export async function submitForm(page: Page, text: string): Promise<void> {
  await page.evaluate(
    ([selector, value]) => {
      const field = document.querySelector<HTMLTextAreaElement>(selector);
      if (field === null) throw new Error('no composer');
      field.value = value;
      field.closest('form')?.requestSubmit();
    },
    [COMPOSER, text] as const,
  );
  await emptied(page);
}

const emptied = (page: Page): Promise<void> =>
  vi.waitFor(async () => {
    const left = await page.locator(COMPOSER).first().inputValue();
    if (left !== '') throw new Error('the page has not sent it yet');
  }, 30_000);

/** Frames by which a page's script would say it, each in another form. */
export const forms = (text: string): readonly string[] => {
  const to = `to='bob@localhost'`;
  return [
    `<message xmlns='jabber:client' ${to} type='chat'><body>${text}</body></message>`,
    `<message xmlns='jabber:client' ${to}><body>${text}</body><encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:otr:0'/></message>`,
    `<message xmlns='jabber:client' to='BOB@localhost' type='chat'><body xml:lang='en'>${text}</body></message>`,
    `<m:message xmlns:m='jabber:client' ${to} type='chat'><m:body>${text}</m:body></m:message>`,
    `<message xmlns='jabber:client' ${to} type='chat'><html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>${text}</body></html></message>`,
    `<message xmlns='jabber:client' ${to} type='headline'><body>${text}</body></message>`,
  ];
};

/** Straight into the page's socket. */
export async function sendFrames(page: Page, frames: readonly string[]): Promise<void> {
  await page.evaluate((all) => {
    for (const frame of all) window.ownSocket?.send(frame);
  }, frames);
}

/** Loads the page anew; it sends the frames as soon as it is online. */
export async function reloadAndSend(page: Page, frames: readonly string[]): Promise<void> {
  await page.evaluate((all) => sessionStorage.setItem('due', JSON.stringify(all)), frames);
  await page.reload();
  await page.waitForFunction(() => window.ownSocket !== undefined && !sessionStorage.getItem('due'));
}
