import { describe, expect, test } from 'vitest';
import { BoshPage, elementsOf, PageRequest } from '#tests/sites/bosh-page.ts';
import { goOnline, mapStorage, Tab } from '#tests/sites/xmpp-stream.ts';
import { BOSH } from './body.ts';

const CLIENT = `xmlns='jabber:client'`;
const DATA = '?OTR:AAMDJ+MVmSfjFZcAAAAA.';
const chat = (body: string, id = 'one') =>
  `<message ${CLIENT} type='chat' from='bob@localhost/desk' to='alice@localhost/tab' id='${id}'><body>${body}</body></message>`;
const pageChat = (id: string) =>
  `<message ${CLIENT} to='carol@localhost' id='${id}'><body>hello</body></message>`;

/** Alice, online over BOSH, with one request at the server. */
function online({ attributes = '', smId }: { attributes?: string; smId?: string } = {}) {
  const tab = new Tab(mapStorage(), 'BOSH');
  const page = BoshPage.begin(tab.bosh, 'sid', attributes);
  const sent = (frame: string) => page.send(frame).respond();
  goOnline({ sent, received: (frame) => void page.send().respond(frame) }, smId);
  return { tab, page, held: page.send(), deliver: deliverOn(tab) };
}
const deliverOn = (tab: Tab) => (id: string) => tab.latest.deliver(id, 'bob@localhost', `${DATA}${id}`);

/** What was put off until the running task is over has been done. */
const settled = () => new Promise((resolve) => setTimeout(resolve));
const messageIds = (frames: readonly string[]) =>
  frames.filter((frame) => frame.startsWith('<message')).map((frame) => /id="([^"]*)"/.exec(frame)?.[1]);
const pongFor = (frames: readonly string[]) =>
  frames
    .filter((frame) => frame.includes('urn:xmpp:ping'))
    .map(
      (frame) =>
        `<iq ${CLIENT} type='result' to='alice@localhost/tab' id='${/id="([^"]*)"/.exec(frame)?.[1]}'/>`,
    )
    .join('');

describe('ours on their way', () => {
  test('go with the next request, before what the page says, under its id and with its key', () => {
    const { page, held, deliver } = online();
    deliver('a');
    const next = page.send(pageChat('p'), `key='abc' newkey='def'`);
    expect(messageIds(next.frames)).toEqual(['a', 'p']);
    expect(next.sent[0]).toMatch(/key="abc" newkey="def"/);
    expect(elementsOf(`<body>${next.sent[0]}</body>`).join()).toContain(`rid="${next.rid}" sid="sid"`);
    held.respond(pongFor(next.ours));
    expect([held.got, held.elements]).toEqual([expect.stringContaining('<body'), []]);
  });

  test('make a page that only waits ask again; what the server answers then is nothing new to it', async () => {
    const { tab, page, held, deliver } = online();
    deliver('a');
    expect(held.got).toBeUndefined();
    await settled();
    expect(held.elements).toEqual([]);
    const next = page.send();
    expect(messageIds(next.ours)).toEqual(['a']);
    held.respond(pongFor(next.ours));
    await settled();
    expect(tab.outcomes()).toEqual(['handled a']);
    expect(next.got).toBeUndefined();
    next.respond(chat('plain'));
    expect(next.got).toBe('as it is');
  });

  test('what the server says late comes with the next request, and so on, until both are level', async () => {
    const { page, held, deliver } = online();
    deliver('a');
    await settled();
    const second = page.send();
    held.respond(chat('in between', 'x') + pongFor(second.ours));
    expect(messageIds(second.elements)).toEqual(['x']);
    const third = page.send();
    second.respond();
    await settled();
    expect(third.got).toBeUndefined();
    third.respond(chat('level'));
    expect(third.got).toBe('as it is');
  });

  test('wait while the server has more to answer than it holds', async () => {
    const { page, held, deliver } = online();
    const second = page.send(pageChat('p'));
    deliver('a');
    await settled();
    expect([held.got, second.got]).toEqual([undefined, undefined]);
    held.respond();
    await settled();
    expect(second.elements).toEqual([]);
    expect(messageIds(page.send().ours)).toEqual(['a']);
  });

  test('never make it more requests than the server takes: what the page sends too early waits', async () => {
    const { page, held, deliver } = online();
    deliver('a');
    await settled();
    const second = page.send();
    const third = page.send(pageChat('p'));
    expect([second.sent.length, third.sent.length]).toEqual([1, 0]);
    held.respond();
    expect(third.sent).toHaveLength(1);
    const fourth = page.send(pageChat('q'));
    fourth.fail('aborted');
    second.respond();
    expect(fourth.sent).toEqual([]);
  });

  test('do not make a page ask again that polls, nor one that stands still', async () => {
    const { tab, deliver } = online();
    const poller = BoshPage.begin(tab.bosh, 'polls');
    poller.send('', '').respond('', `hold='0'`);
    goOnline({
      sent: (frame) => poller.send(frame).respond(),
      received: (frame) => void poller.send().respond(frame),
    });
    const poll = poller.send();
    deliver('a');
    await settled();
    expect(poll.got).toBeUndefined();
    poll.respond();
    expect(messageIds(poller.send().ours)).toEqual(['a']);
  });

  test('go in lots of fifty', async () => {
    const { tab, page, held, deliver } = online();
    for (let count = 0; count < 120; count += 1) deliver(`${count}`);
    await settled();
    const first = page.send();
    expect(first.ours).toHaveLength(50);
    held.respond(pongFor(first.ours));
    await settled();
    expect(first.elements).toEqual([]);
    const second = page.send();
    first.respond();
    await settled();
    const third = page.send();
    expect(messageIds([...first.ours, ...second.ours, ...third.ours])).toEqual(
      Array.from({ length: 120 }, (_, index) => `${index}`),
    );
    expect(tab.outcomes()).toEqual(['handled 0']);
  });

  test('do not go with the request that ends the session, nor with one that restarts the stream', () => {
    const { tab, page, held, deliver } = online();
    deliver('a');
    held.respond();
    const restart = page.send('', `xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh'`);
    expect(restart.ours).toEqual([]);
    restart.respond();
    const last = page.send(`<presence ${CLIENT} type='unavailable'/>`, `type='terminate'`);
    expect(last.ours).toEqual([]);
    expect(tab.latest.account).toBeUndefined();
    last.respond('', `type='terminate'`);
    expect(tab.outcomes()).toEqual(['lost a']);
  });
});

describe('requests that fail', () => {
  test('a request sent again carries the same, and is counted once', () => {
    const { tab, page, held, deliver } = online({ smId: 'sm' });
    deliver('a');
    const first = page.send(pageChat('p'));
    held.respond();
    first.fail();
    expect([first.got, tab.latest.account]).toEqual(['as it is', undefined]);
    deliver('b');
    const again = page.again(first.rid, pageChat('p'));
    expect(again.sent).toEqual(first.sent);
    again.respond(`<a xmlns='urn:xmpp:sm:3' h='3'/>`);
    // Presence and one message are the page's.
    expect(again.elements.join()).toContain('h="2"');
    expect([tab.outcomes(), tab.latest.account]).toEqual([['handled a'], 'alice@localhost']);
  });

  test('a line on which the server holds a request again is open again', () => {
    const { tab, page, held } = online();
    held.fail();
    const again = page.again(held.rid);
    expect(tab.latest.account).toBeUndefined();
    tab.pass(2);
    expect(tab.latest.account).toBe('alice@localhost');
    again.fail();
    expect(tab.latest.account).toBeUndefined();
  });

  test('one that the page believes answered is ours to send again, five times at most', async () => {
    const { tab, page, held, deliver } = online();
    deliver('a');
    await settled();
    held.fail();
    const next = page.send();
    for (const seconds of [0, 1, 2, 4, 8, 16]) {
      tab.pass(seconds);
      held.fail();
    }
    expect(held.sent).toHaveLength(6);
    expect(new Set(held.sent).size).toBe(1);
    expect(held.elements).toEqual([]);
    next.respond(pongFor(next.ours));
    expect(tab.outcomes()).toEqual(['handled a']);
  });

  test('the same response again is the same to the page, and is read once', () => {
    const { tab, page, held } = online();
    held.respond(chat(DATA));
    const again = page.again(held.rid);
    again.respond(chat(DATA));
    expect(again.got).toBe(held.got);
    expect(held.got).toContain('Private.');
    expect(tab.said.filter(({ type }) => type === 'message')).toHaveLength(1);
  });

  test('a session that the server has forgotten is over', () => {
    for (const end of [
      (request: PageRequest) => request.fail(404),
      (request: PageRequest) => request.respond('', `type='terminate' condition='item-not-found'`),
    ]) {
      const { tab, page, held, deliver } = online();
      deliver('a');
      end(held);
      expect(held.got).toBe('as it is');
      expect([tab.outcomes(), tab.latest.account]).toEqual([['lost a'], undefined]);
      expect(page.send().ours).toEqual([]);
    }
  });

  test('a page that is silent for longer than the server waits has lost its session', () => {
    const { tab, held, deliver } = online();
    deliver('a');
    held.fail('aborted');
    tab.pass(59);
    expect(tab.outcomes()).toEqual([]);
    tab.pass(2);
    expect(tab.outcomes()).toEqual(['lost a']);
  });
});

describe('responses', () => {
  test('that overtake each other are put in order; not for ever', () => {
    const { tab, page, held } = online();
    const second = page.send(pageChat('p'));
    second.respond(chat('later', 'x2'));
    expect(second.got).toBeUndefined();
    held.respond(chat('earlier', 'x1'));
    expect([held.got, second.got]).toEqual(['as it is', 'as it is']);
    const texts = () => tab.said.flatMap((event) => (event.type === 'message' ? [event.text] : []));
    expect(texts()).toEqual(['earlier', 'later']);
    page.send();
    const stuck = page.send();
    stuck.respond(chat('at last', 'x3'));
    expect(stuck.got).toBeUndefined();
    tab.pass(3);
    expect(stuck.got).toBe('as it is');
  });

  test('with several stanzas, and such without a namespace of their own', () => {
    const { tab, held: request } = online();
    const bare = chat(DATA, 'two').replace(CLIENT, '');
    request.respond(chat('plain') + bare);
    expect(tab.said.flatMap((event) => (event.type === 'message' ? [event.text] : []))).toEqual([
      'plain',
      DATA,
    ]);
    expect(messageIds(request.elements)).toEqual(['one', 'two']);
    expect(request.got).not.toContain('?OTR');
  });

  test('that are no BOSH reach the page as they are', () => {
    const { held: request } = online();
    request.respond('<message');
    expect(request.got).toBe('as it is');
  });

  test('acknowledged as they have come in truth', async () => {
    const { page, held, deliver } = online({ attributes: `ack='1'` });
    deliver('a');
    await settled();
    expect(page.send().sent[0]).toContain(`ack="${held.rid - 1}"`);
    const without = online();
    without.deliver('a');
    await settled();
    expect(without.page.send().sent[0]).not.toContain('ack=');
  });
});

describe('a page that is loaded anew and goes on with its session', () => {
  test('loses nothing of ours and doubles nothing; what went before counts when the server answers', async () => {
    const { tab, page, deliver } = online();
    deliver('a');
    const gone = page.send();
    expect(messageIds(gone.ours)).toEqual(['a']);
    deliver('b');
    const reloaded = await tab.reload();
    const again = new BoshPage(reloaded.bosh, { sid: 'sid', rid: 1006 });
    const first = again.send();
    expect(messageIds(first.ours)).toEqual(['b']);
    expect(reloaded.latest.account).toBeUndefined();
    first.respond(pongFor(first.ours));
    expect(reloaded.outcomes()).toEqual(['handled a', 'handled b']);
    expect(reloaded.latest.account).toBe('alice@localhost');
  });

  test('and sends a request from before once more: the same goes with it', async () => {
    const { tab, page, deliver } = online();
    deliver('a');
    const gone = page.send();
    const reloaded = await tab.reload();
    const first = new BoshPage(reloaded.bosh, { sid: 'sid', rid: gone.rid }).send();
    expect(messageIds(first.ours)).toEqual(messageIds(gone.ours));
  });

  test('in vain: what was under way is lost', async () => {
    const { tab, deliver } = online();
    deliver('a');
    const reloaded = await tab.reload();
    new BoshPage(reloaded.bosh, { sid: 'sid', rid: 1005 }).send().respond('', `type='terminate'`);
    expect(reloaded.outcomes()).toEqual(['lost a']);
  });

  test('or begins another: what was under way is lost', async () => {
    const { tab, deliver } = online();
    deliver('a');
    const reloaded = await tab.reload();
    reloaded.online();
    expect(reloaded.outcomes()).toEqual(['lost a']);
  });

  test('with stream management, whose counts stay true', async () => {
    const { tab, page, deliver } = online({ smId: 'sm' });
    deliver('a');
    page.send(pageChat('p'));
    const reloaded = await tab.reload();
    const first = new BoshPage(reloaded.bosh, { sid: 'sid', rid: 1008 }).send();
    expect(first.ours).toEqual([`<r xmlns="urn:xmpp:sm:3"/>`]);
    first.respond(`<a xmlns='urn:xmpp:sm:3' h='3'/>`);
    expect(first.elements.join()).toContain('h="2"');
    expect(reloaded.outcomes()).toEqual(['handled a']);
  });
});

describe('while somebody is protected', () => {
  function protectedPage() {
    const all = online();
    all.tab.protections.set('alice@localhost', { everybody: false, but: ['bob@localhost'] });
    return all;
  }
  const toBob = (attributes = CLIENT) =>
    `<message ${attributes} to='bob@localhost'><body>in clear</body></message>`;

  test('each stanza of a body is judged; others in it go out', () => {
    const { tab, page } = protectedPage();
    const request = page.send(pageChat('p') + toBob() + toBob('') + pageChat('q'));
    expect(request.sent[0]).not.toContain('in clear');
    expect(request.frames).toHaveLength(4);
    expect(messageIds(request.frames)).toEqual(['p', 'q']);
    expect(tab.said.filter(({ type }) => type === 'held')).toHaveLength(2);
  });

  test('what cannot be read does not go where the page speaks BOSH', () => {
    const { tab, page } = protectedPage();
    expect(page.send('<message><body>').isRefused).toBe(true);
    expect(new PageRequest(tab.bosh, toBob()).isRefused).toBe(true);
    expect(tab.bosh.unread(new URL('http://localhost//http-bind/?x'))).toBe('refuse');
    expect(tab.bosh.unread(new URL('http://localhost/upload'))).toBeUndefined();
  });

  test('a reloaded page starts protected', async () => {
    const { tab } = protectedPage();
    const reloaded = await tab.reload();
    expect(reloaded.bosh.unread(new URL('http://localhost/http-bind'))).toBe('refuse');
    const request = new BoshPage(reloaded.bosh, { sid: 'sid', rid: 1005 }).send(toBob());
    expect(request.sent[0]).not.toContain('in clear');
  });
});

test('whatever a page sends there, nothing is thrown, and what is no BOSH is nothing to us', () => {
  const { tab } = online();
  const bodies = [
    '',
    '{}',
    '<body/>',
    `<body xmlns='${BOSH}'`,
    `<body xmlns='${BOSH}'/>`,
    `<x xmlns='${BOSH}'/>`,
  ];
  for (const rid of ['-1', '1e400', '9007199254740993', 'NaN', '']) {
    const odd = new PageRequest(
      tab.bosh,
      `<body xmlns='${BOSH}' rid='${rid}' sid='sid' ack='x'>${chat('x')}</body>`,
    );
    odd.respond(chat('plain'));
    expect(odd.got).toBe('as it is');
  }
  for (const body of bodies) expect(new PageRequest(tab.bosh, body).sent).toEqual([body]);
  expect(elementsOf('')).toEqual([]);
});
