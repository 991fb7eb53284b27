/**
 * A messenger's page after its known structure, told by its address, around the editor that the messenger has. Three chats;
 * what is sent becomes a row, and nothing leaves the page.
 */
import './site.css';
import { EDITORS } from './editors/all.ts';
import { make } from './make.ts';
import type { Sent, SiteApi } from './page-api.ts';
import { joinRelay } from './relay.ts';
import type { ChatName, Message, SitePage } from './sites/site-page.ts';

const SITES: Readonly<Record<string, () => Promise<{ page: SitePage }>>> = {
  'www.messenger.com': () => import('./sites/messenger.ts'),
  'www.instagram.com': () => import('./sites/instagram.ts'),
  'web.whatsapp.com': () => import('./sites/whatsapp.ts'),
  'web.telegram.org/k': () => import('./sites/telegram-k.ts'),
  'web.telegram.org/a': () => import('./sites/telegram-a.ts'),
  'discord.com': () => import('./sites/discord.ts'),
  'app.slack.com': () => import('./sites/slack.ts'),
  'teams.microsoft.com': () => import('./sites/teams.ts'),
  'x.com': () => import('./sites/x.ts'),
  'www.linkedin.com': () => import('./sites/linkedin.ts'),
  'chat.google.com': () => import('./sites/google-chat.ts'),
  'lounge.test': () => import('./sites/the-lounge.ts'),
  'converse.test': () => import('./sites/converse.ts'),
  // Under names that nobody knows.
  'chat.unheard-of.test': () => import('./sites/messenger.ts'),
  'club.unheard-of.test': () => import('./sites/the-lounge.ts'),
  'frames.unheard-of.test': () => import('./sites/google-chat.ts'),
  'parts.unheard-of.test': () => import('./sites/in-parts.ts'),
  'shadow.unheard-of.test': () => import('./sites/x.ts'),
};

/** Words that are old, a request among them, and a ciphertext of an earlier conversation. */
export const OLD = [
  'Hello Ann',
  '?OTRv3? I would like to talk privately',
  '?OTR:AAMDAAABAgAAAQMAAAAAold=.',
  'bye then',
];

/** The page's own query stays, in front of the hash. */
function withQuery(address: string): string {
  const url = new URL(address, location.href);
  url.search ||= location.search;
  return url.href;
}

async function findSite(): Promise<SitePage> {
  const { hostname, pathname } = location;
  if (hostname.endsWith('.unheard-of.test')) document.querySelector('meta[name=application-name]')?.remove();
  const load = SITES[hostname] ?? SITES[`${hostname}/${pathname.split('/')[1]}`];
  if (load === undefined) throw new Error('no such site');
  return (await load()).page;
}

async function startPage(site: SitePage, root: HTMLElement): Promise<SiteApi> {
  let newest = 100;
  let oldest = 100;
  const nextId = (): number => {
    newest += 1;
    return newest;
  };
  const olderId = (): number => {
    oldest -= 1;
    return oldest;
  };
  const chats = new Map<ChatName, Message[]>();
  const messagesOf = (chat: ChatName): Message[] => {
    const known = chats.get(chat);
    if (known !== undefined) return known;
    const old = OLD.map((text) => ({ id: nextId(), text: text.replace('old', chat), mine: false }));
    chats.set(chat, old);
    return old;
  };
  let chat: ChatName = 'sally';
  const newestFirst = new URLSearchParams(location.search).has('newest-first');
  const sent: Sent[] = [];
  await site.logIn?.();
  const places = site.layout(root);
  const { list, place, button } = places;
  list.classList.toggle('reversed', newestFirst);

  const rowOf = (message: Message): HTMLElement => {
    return site.row(message, () => {
      const all = messagesOf(chat);
      all[all.findIndex(({ id }) => id === message.id)] = { ...message, cut: false };
      render();
    });
  };
  const render = (): void => {
    site.show(chat, places);
    const rows = messagesOf(chat).map(rowOf);
    list.replaceChildren(...(newestFirst ? rows.reverse() : rows));
    toEnd();
  };
  const toEnd = (): void => {
    for (let box: HTMLElement | null = list; box !== null; box = box.parentElement)
      box.scrollTop = box.scrollHeight;
  };
  const add = (message: Message): void => {
    messagesOf(chat).push(message);
    const row = rowOf(message);
    if (newestFirst) list.prepend(row);
    else list.append(row);
    toEnd();
  };

  const change = (text: string): { at: number; message: Message } => {
    const all = messagesOf(chat);
    const at = all.findLastIndex(({ mine }) => !mine);
    const message = { id: nextId(), mine: false, ...all[at], text };
    all[at] = message;
    return { at, message };
  };

  const editor = await EDITORS[site.editor]({
    place,
    attributes: site.attributes,
    send: (text) => {
      const message = { id: nextId(), text, mine: true };
      const to = chat;
      sent.push({ to, text });
      api.carry?.({ to, text });
      // As after a round trip to a server.
      setTimeout(() => (to === chat ? add(message) : messagesOf(to).push(message)), 10);
    },
  });
  button?.addEventListener('click', () => editor.submit());

  const api: SiteApi = {
    sent,
    draft: () => editor.text(),
    receive: (text, options = {}) => add({ id: nextId(), text, mine: false, ...options }),
    open(name) {
      chat = name as ChatName;
      history.pushState(null, '', withQuery(site.address(chat)));
      render();
    },
    loadOlder() {
      const older = ['?OTRv3?', 'older words', '?OTR:AAMDAAABAgAAAQMAAAAAolder=.'];
      for (const text of older) messagesOf(chat).unshift({ id: olderId(), text, mine: false });
      render();
    },
    async blink() {
      const all = Array.from(list.children);
      const rows = newestFirst ? all.slice(2) : all.slice(0, -2);
      const kept = rows.map((row) => Array.from(row.childNodes));
      for (const row of rows) row.replaceChildren();
      await new Promise((resolve) => setTimeout(resolve, 60));
      for (const [n, row] of rows.entries()) row.replaceChildren(...(kept[n] ?? []));
    },
    edit(text) {
      change(text);
      render();
    },
    correct(text) {
      const { at, message } = change(text);
      const rows = Array.from(list.children);
      if (newestFirst) rows.reverse();
      rows[at]?.replaceChildren(...rowOf(message).childNodes);
    },
  };
  api.open('sally');
  return api;
}

/** Whose chats stand in a frame that has a page of its own: somewhere in a page that scrolls, with an edge around it. */
const FRAMED = ['chat.google.com', 'frames.unheard-of.test'];

function makeFrame(): HTMLIFrameElement {
  const frame = make('iframe', { class: 'framed', src: `/u/0/frame${location.search}`, title: 'Chat' });
  const beside = make('nav', { class: 'framed-beside' }, 'Chats');
  document.body.append(make('main', { class: 'framed-page' }, beside, frame));
  return frame as HTMLIFrameElement;
}

/** The page of the frame, seen from around it. */
function throughFrame({ contentWindow: inner }: HTMLIFrameElement): SiteApi | undefined {
  if (inner === null || inner.document.querySelector('html[data-ready]') === null) return undefined;
  const { chat } = inner;
  const open = (name: string): void => {
    chat.open(name);
    history.pushState(null, '', withQuery(inner.location.pathname));
  };
  return { ...chat, open };
}

async function start(): Promise<void> {
  if (FRAMED.includes(location.hostname) && window.top === window) {
    const frame = makeFrame();
    window.chat = await new Promise<SiteApi>((resolve) => {
      const look = (): void => {
        const found = throughFrame(frame);
        if (found === undefined) setTimeout(look, 20);
        else resolve(found);
      };
      look();
    });
    window.chat.open('sally');
  } else {
    window.chat = await startPage(await findSite(), document.body);
    joinRelay(window.chat);
  }
  document.documentElement.dataset['ready'] = '';
}

await start();
