/**
 * A chat client of few lines that speaks BOSH, in each way in which a page can post and read. It counts what it sends and
 * is acknowledged (XEP-0198), keeps one request with the server, and is handed to the browser as source.
 */

/** How it posts, and how it reads. */
export const WAYS = [
  'fetch',
  'fetch of a Request',
  'fetch of a Blob',
  'XMLHttpRequest',
  'XMLHttpRequest, one object for all that waits',
  'XMLHttpRequest of a Document, read as one',
  'XMLHttpRequest of bytes, read as bytes',
  'XMLHttpRequest of a Blob, read as one',
] as const;
export type Way = (typeof WAYS)[number];

export interface BoshClient {
  /** Texts of the messages that came, oldest first. */
  readonly bodies: string[];
  /** Stanzas sent since stream management was enabled, and how many of them the server has counted. */
  readonly counts: { sent: number; acknowledged: number };
  /** More were acknowledged than sent, or what came was not to be read. */
  readonly complaints: string[];
  send(stanza: string): void;
}

declare global {
  interface Window {
    client: BoshClient;
  }
}

/** Runs in the page: logs in as alice and goes online. */
export async function startClient([way, url]: readonly [Way, string]): Promise<void> {
  const BOSH = 'http://jabber.org/protocol/httpbind';
  const STREAM = `to='localhost' xmlns:xmpp='urn:xmpp:xbosh' xmpp:version='1.0' xml:lang='en'`;
  const shared = new XMLHttpRequest();
  const counts = { sent: 0, acknowledged: 0 };
  const bodies: string[] = [];
  const complaints: string[] = [];
  const waiting: string[] = [];
  let underWay = 0;
  let rid = 4_000_000;
  let sid = '';
  let isManaged = false;

  async function post(text: string, isPoll = false): Promise<string> {
    if (way.startsWith('fetch')) return (await postByFetch(text)).text();
    const xhr = isPoll && way.includes('one object') ? shared : new XMLHttpRequest();
    const done = new Promise<string>((resolve, reject) => {
      xhr.onload = () => void read(xhr).then(resolve);
      xhr.onerror = () => reject(new Error('no answer'));
    });
    xhr.open('POST', url);
    if (way.includes('Document')) xhr.responseType = 'document';
    if (way.includes('bytes')) xhr.responseType = 'arraybuffer';
    if (way.includes('Blob')) xhr.responseType = 'blob';
    xhr.setRequestHeader('Content-Type', 'text/xml; charset=utf-8');
    xhr.send(payload(text));
    return done;
  }

  function postByFetch(text: string): Promise<Response> {
    const init = {
      method: 'POST',
      body: payload(text),
      headers: { 'Content-Type': 'text/xml; charset=utf-8' },
    };
    return way.endsWith('Request') ? fetch(new Request(url, init)) : fetch(url, init);
  }

  function payload(text: string): Exclude<XMLHttpRequestBodyInit, Document> & Document;
  function payload(text: string): unknown {
    if (way.includes('Document')) return new DOMParser().parseFromString(text, 'text/xml');
    if (way.includes('bytes')) return new TextEncoder().encode(text);
    return way.includes('Blob') && sid !== '' ? new Blob([text]) : text;
  }

  async function read(xhr: XMLHttpRequest): Promise<string> {
    if (xhr.responseType === 'document') return new XMLSerializer().serializeToString(xhr.response);
    if (xhr.responseType === 'arraybuffer') return new TextDecoder().decode(xhr.response);
    if (xhr.responseType === 'blob') return xhr.response.text();
    if (xhr.responseXML?.documentElement.localName !== 'body') complaints.push('no XML');
    return xhr.responseText;
  }

  async function exchange(inside = '', attributes = ''): Promise<Element> {
    const id = rid++;
    const text = await post(
      `<body xmlns='${BOSH}' rid='${id}' sid='${sid}' ${attributes}>${inside}</body>`,
      inside === '' && isManaged,
    );
    const body = new DOMParser().parseFromString(text, 'text/xml').documentElement;
    if (body.localName !== 'body') complaints.push(`no body: ${text.slice(0, 100)}`);
    for (const child of body.children) take(child);
    return body;
  }

  function take(element: Element): void {
    if (element.localName === 'a') {
      counts.acknowledged = Number(element.getAttribute('h'));
      if (counts.acknowledged > counts.sent) complaints.push(`${counts.acknowledged} of ${counts.sent}`);
    }
    if (element.localName === 'iq' && element.id.startsWith('sotto')) complaints.push('an answer to nothing');
    const text = element.getElementsByTagName('body')[0]?.textContent;
    if (element.localName === 'message' && text) bodies.push(text);
  }

  function send(stanza: string): void {
    counts.sent += 1;
    waiting.push(`${stanza}<r xmlns='urn:xmpp:sm:3'/>`);
    pump();
  }

  /** Two requests at a time, one of them for the server to hold. */
  function pump(): void {
    if (underWay === 2 || (underWay === 1 && waiting.length === 0)) return;
    underWay += 1;
    void exchange(waiting.splice(0).join('')).then((body) => {
      underWay -= 1;
      if (body.getAttribute('type') === 'terminate') complaints.push('over');
      else pump();
    });
  }

  const created = await post(`<body xmlns='${BOSH}' rid='${rid++}' hold='1' wait='20' ver='1.6' ${STREAM}/>`);
  sid = / sid=['"]([^'"]*)/.exec(created)?.[1] ?? '';
  await exchange(
    `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${btoa('\0alice\0alicepw')}</auth>`,
  );
  await exchange('', `xmpp:restart='true' ${STREAM}`);
  await exchange(
    `<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>`,
  );
  await exchange(`<enable xmlns='urn:xmpp:sm:3'/>`);
  isManaged = true;
  counts.sent += 1;
  await exchange(`<presence xmlns='jabber:client'/>`);
  window.client = { bodies, counts, complaints, send };
  pump();
}
