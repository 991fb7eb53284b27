/**
 * A bare XMPP client over TCP (RFC 6120, without TLS): sends what the test says, keeps all it gets. It answers nothing by
 * itself and never reconnects, so that tests see exactly the stanzas they caused.
 */
import { connect, type Socket } from 'node:net';
import { DOMParser, type Element } from '@xmldom/xmldom';

export interface PeerServer {
  readonly c2sPort: number;
  readonly users: Readonly<Record<string, string>>;
}

export interface PeerMessage {
  readonly from: string;
  readonly to: string;
  readonly id: string;
  readonly type: string;
  /** Empty when there is no body. */
  readonly body: string;
  readonly xml: string;
}

const TIMEOUT = 30_000;

/** Logs in and shows itself to its contacts; `presence: false` leaves that out. */
export async function connectPeer(
  server: PeerServer,
  user: string,
  resource: string,
  { presence = true }: { presence?: boolean } = {},
): Promise<XmppPeer> {
  const peer = new XmppPeer(connect(server.c2sPort, '127.0.0.1'), `${user}@localhost/${resource}`);
  await peer.login(user, server.users[user] ?? '', resource);
  if (presence) {
    peer.send('<presence/>');
    await peer.next((xml) => xml.startsWith('<presence') && xml.includes(`from='${peer.jid}'`));
  }
  return peer;
}

export class XmppPeer {
  readonly jid: string;
  /** Every stanza so far, oldest first. */
  readonly stanzas: string[] = [];
  readonly #socket: Socket;
  readonly #splitter = new StanzaSplitter();
  readonly #waiting = new Set<() => void>();

  constructor(socket: Socket, jid: string) {
    this.jid = jid;
    this.#socket = socket;
    socket.setEncoding('utf8').on('data', (text) => {
      this.stanzas.push(...this.#splitter.split(String(text)));
      for (const check of [...this.#waiting]) check();
    });
    socket.on('error', () => undefined);
  }

  get messages(): PeerMessage[] {
    return this.stanzas.filter((xml) => xml.startsWith('<message')).map(readMessage);
  }

  send(xml: string): void {
    this.#socket.write(xml);
  }

  /** Sends a chat message; `extra` is XML beside the body. */
  say(to: string, body: string, { id = crypto.randomUUID() as string, extra = '' } = {}): void {
    this.send(
      `<message to='${to}' type='chat' id='${id}'><body>${escapeText(body)}</body>${extra}</message>`,
    );
  }

  /** The first stanza, of those to come or come already from index `since` on, for which `wanted` holds. */
  next(wanted: (xml: string) => boolean, since = 0): Promise<string> {
    return this.until(() => this.stanzas.slice(since).find(wanted));
  }

  /** The first defined value of `look`, asked at each stanza that comes. */
  until<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(check);
        reject(new Error(`nothing of the kind came to ${this.jid}`));
      }, TIMEOUT);
      const check = () => {
        const found = look();
        if (found === undefined) return;
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve(found);
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Ends the stream in good order. */
  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#socket.end('</stream:stream>');
    await gone;
  }

  async login(user: string, password: string, resource: string): Promise<void> {
    this.#open();
    await this.next((xml) => xml.includes('<mechanisms'));
    const plain = Buffer.from(`\0${user}\0${password}`).toString('base64');
    this.send(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${plain}</auth>`);
    await this.next((xml) => xml.startsWith('<success'));
    this.#splitter.restart();
    this.#open();
    await this.next((xml) => xml.includes('urn:ietf:params:xml:ns:xmpp-bind'));
    const bind = `<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>${resource}</resource></bind>`;
    this.send(`<iq type='set' id='bind'>${bind}</iq>`);
    await this.next((xml) => /^<iq[^>]*id='bind'/.test(xml));
  }

  #open(): void {
    this.send(
      `<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`,
    );
  }
}

/** Cuts a stream into the elements below its root. Servers escape `>` in attributes. */
class StanzaSplitter {
  #text = '';
  #scanned = 0;
  #depth = 0;

  restart(): void {
    this.#text = '';
    this.#scanned = 0;
    this.#depth = 0;
  }

  split(text: string): string[] {
    this.#text += text;
    const stanzas: string[] = [];
    for (let end = this.#nextEnd(); end > 0; end = this.#nextEnd()) {
      const tag = this.#text.slice(this.#text.lastIndexOf('<', end - 1), end);
      this.#scanned = end;
      if (/^<(\?|stream:stream|\/stream:stream)/.test(tag)) this.#cut(end);
      else if (this.#depthAfter(tag) === 0) stanzas.push(this.#cut(end));
    }
    return stanzas;
  }

  #nextEnd(): number {
    return this.#text.indexOf('>', this.#scanned) + 1;
  }

  #depthAfter(tag: string): number {
    if (tag.startsWith('</')) this.#depth -= 1;
    else if (!tag.endsWith('/>')) this.#depth += 1;
    return this.#depth;
  }

  #cut(end: number): string {
    const stanza = this.#text.slice(0, end);
    this.#text = this.#text.slice(end);
    this.#scanned = 0;
    return stanza;
  }
}

function readMessage(xml: string): PeerMessage {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  const get = (name: string) => root?.getAttribute(name) ?? '';
  const body = Array.from(root?.childNodes ?? []).find((node) => (node as Element).localName === 'body');
  return {
    from: get('from'),
    to: get('to'),
    id: get('id'),
    type: get('type'),
    body: body?.textContent ?? '',
    xml,
  };
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
