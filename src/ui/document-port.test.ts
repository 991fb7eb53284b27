import { describe, expect, test } from 'vitest';
import type { ConversationView, Entry } from '#channel/conversation.ts';
import type { ToDocument } from '#channel/document.ts';
import { DocumentPort } from './document-port.ts';
import { FakePort } from './fake-port.test-helper.ts';

const ATTACH = { type: 'attach-panel', token: 't' } as const;

function view(id = 'c1'): ConversationView {
  const address = { origin: 'https://chat.test', service: 'xmpp', account: 'a@x', peer: 'b@x' };
  return {
    id,
    address,
    name: 'b@x',
    state: 'unverified',
    connected: true,
    draft: '',
    policies: {
      requirePrivate: { value: false, from: 'everywhere', set: {} },
      startAutomatically: { value: false, from: 'everywhere', set: {} },
    },
  };
}
function message(id: string, seq: number, delivery: 'waiting' | 'sent' = 'sent'): Entry {
  return { kind: 'message', id, seq, time: seq, from: 'us', text: id, protection: 'private', delivery };
}
function snapshot(entries: readonly Entry[] = [], id = 'c1'): ToDocument {
  return { type: 'snapshot', view: view(id), entries };
}
function send(id: string, conversation = 'c1') {
  return { type: 'send', conversation, id, text: `text ${id}` } as const;
}

function setUp(refuse: () => boolean = () => false, attached?: FakePort) {
  const ports: FakePort[] = attached === undefined ? [] : [attached];
  const waits: number[] = [];
  const due: (() => void)[] = [];
  const port = new DocumentPort({
    attach: ATTACH,
    ...(attached === undefined ? {} : { attached }),
    connect: () => {
      if (refuse()) throw new Error('Extension context invalidated.');
      const fake = new FakePort();
      ports.push(fake);
      return fake;
    },
    later: (again, ms) => {
      waits.push(ms);
      due.push(again);
    },
    now: () => 7,
  });
  const last = () => {
    const fake = ports.at(-1);
    if (fake === undefined) throw new Error('never connected');
    return fake;
  };
  const elapse = () => {
    for (const again of due.splice(0)) again();
  };
  const ids = () => (port.state.phase === 'open' ? port.state.entries.map((entry) => entry.id) : []);
  return { port, ports, waits, last, elapse, ids };
}

describe('attaching', () => {
  test('a port that was attached before is used as it is; one after it is attached as always', () => {
    const { port, ports, last, elapse } = setUp(undefined, new FakePort());
    last().tell(snapshot());
    expect(port.state.phase).toBe('open');
    expect(last().posted).toEqual([]);
    last().die();
    elapse();
    expect(ports).toHaveLength(2);
    expect(last().posted).toEqual([ATTACH]);
  });

  test('the first message is the attachment, and nothing else goes before the snapshot', () => {
    const { port, last } = setUp();
    port.post({ type: 'start', conversation: 'c1' });
    port.post(send('m1'));
    expect(last().posted).toEqual([ATTACH]);
    last().tell(snapshot());
    expect(last().posted).toEqual([ATTACH, send('m1'), { type: 'start', conversation: 'c1' }]);
  });

  test('a dead worker is attached to again at once, with the same token, and what was shown stays', () => {
    const { last, ports, waits, elapse, ids } = setUp();
    last().tell(snapshot([message('m1', 1)]));
    last().die();
    expect(waits).toEqual([0]);
    elapse();
    expect(ports).toHaveLength(2);
    expect(last().posted).toEqual([ATTACH]);
    expect(ids()).toEqual(['m1']);
  });

  test('a background that does not answer is asked ever more rarely, and one that answers at once again', () => {
    const { last, waits, elapse } = setUp();
    for (let i = 0; i < 9; i++) {
      last().die();
      elapse();
    }
    expect(waits).toEqual([0, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    last().tell(snapshot());
    last().die();
    expect(waits.at(-1)).toBe(0);
  });

  test('a connect that throws is tried again', () => {
    let refused = true;
    const { ports, elapse } = setUp(() => refused);
    refused = false;
    elapse();
    expect(ports).toHaveLength(1);
  });

  test('detached is the end: no attaching again', () => {
    const { port, last, waits } = setUp();
    last().tell({ type: 'detached' });
    last().die();
    expect(port.state.phase).toBe('detached');
    expect(waits).toEqual([]);
  });

  test('a port that was replaced is not listened to any more', () => {
    const { last, ports, elapse, ids } = setUp();
    last().tell(snapshot());
    last().die();
    elapse();
    last().tell(snapshot([message('new', 1)]));
    ports[0]?.tell(snapshot([message('old', 1)]));
    expect(ids()).toEqual(['new']);
  });
});

describe('rules', () => {
  const rule = (id: string, value: boolean) =>
    ({
      type: 'set-policy',
      conversation: 'c1',
      id,
      policy: 'requirePrivate',
      scope: 'contact',
      value,
    }) as const;
  const setUpOpen = () => {
    const bench = setUp();
    bench.last().tell(snapshot());
    const open = () => (bench.port.state.phase === 'open' ? bench.port.state : undefined);
    return { ...bench, open };
  };

  test('what the user switched is shown until the background has taken it, whatever it tells meanwhile', () => {
    const { port, last, open } = setUpOpen();
    port.post(rule('r1', true));
    expect(open()?.switched).toMatchObject([{ scope: 'contact', value: true }]);
    last().tell({ type: 'update', view: view(), entries: [] });
    expect(open()?.switched).toHaveLength(1);
    last().tell({ type: 'taken', id: 'r1' });
    expect(open()).not.toHaveProperty('switched');
    expect(open()).not.toHaveProperty('unkept');
  });

  test('a worker that died before it took a rule is told it again, in order', () => {
    const { port, last, elapse, open } = setUpOpen();
    port.post(rule('r1', true));
    port.post(rule('r2', false));
    last().die();
    elapse();
    last().tell(snapshot());
    expect(last().posted).toEqual([ATTACH, rule('r1', true), rule('r2', false)]);
    expect(open()?.switched).toHaveLength(2);
  });

  test('a refusal is shown until the user switches again, and nothing is told a second time', () => {
    const { port, last, elapse, open } = setUpOpen();
    port.post(rule('r1', true));
    last().tell({ type: 'refused', id: 'r1' });
    expect(open()).not.toHaveProperty('switched');
    expect(open()?.unkept).toBe('requirePrivate');
    last().die();
    elapse();
    last().tell(snapshot());
    expect(last().posted).toEqual([ATTACH]);
    port.post(rule('r2', true));
    expect(open()).not.toHaveProperty('unkept');
  });

  test('a rule that is under way holds back no draft', () => {
    const { port } = setUpOpen();
    port.post(rule('r1', true));
    expect(port.hasUntaken('c1')).toBe(false);
  });
});

describe('commands with an id', () => {
  test('one that was not taken goes again after the reconnect, in order; a taken one never', () => {
    const { port, last, elapse } = setUp();
    last().tell(snapshot());
    port.post(send('m1'));
    port.post(send('m2'));
    port.post(send('m3'));
    last().tell({ type: 'taken', id: 'm2' });
    last().die();
    elapse();
    last().tell(snapshot([message('m2', 2)]));
    expect(last().posted).toEqual([ATTACH, send('m1'), send('m3')]);
    last().tell({ type: 'taken', id: 'm1' });
    last().tell({ type: 'taken', id: 'm3' });
    last().die();
    elapse();
    last().tell(snapshot());
    expect(last().posted).toEqual([ATTACH]);
  });

  test('a second snapshot on the same port sends nothing again', () => {
    const { port, last } = setUp();
    last().tell(snapshot());
    port.post(send('m1'));
    last().tell(snapshot([], 'c2'));
    expect(last().posted).toEqual([ATTACH, send('m1')]);
  });

  test('posted on a port that is dead already: kept, and sent after the reconnect', () => {
    const { port, last, elapse } = setUp();
    last().tell(snapshot());
    last().broken = true;
    port.post(send('m1'));
    port.post({ type: 'end', conversation: 'c1' });
    elapse();
    last().tell(snapshot());
    expect(last().posted).toEqual([ATTACH, send('m1'), { type: 'end', conversation: 'c1' }]);
  });

  test('a text is on show as waiting until the background tells its row, once', () => {
    const { port, last, ids } = setUp();
    last().tell(snapshot([message('m1', 1)]));
    port.post(send('m2'));
    expect(ids()).toEqual(['m1', 'm2']);
    expect(port.hasUntaken('c1')).toBe(true);
    last().tell({ type: 'update', view: view(), entries: [message('m2', 2, 'waiting')] });
    last().tell({ type: 'taken', id: 'm2' });
    expect(ids()).toEqual(['m1', 'm2']);
    expect(port.hasUntaken('c1')).toBe(false);
  });

  test('a taken text stays on show when its row is told later', () => {
    const { port, last, ids } = setUp();
    last().tell(snapshot());
    port.post(send('m1'));
    last().tell({ type: 'taken', id: 'm1' });
    expect(ids()).toEqual(['m1']);
    last().tell({ type: 'update', view: view(), entries: [message('m1', 1, 'sent')] });
    expect(port.state.phase === 'open' && port.state.entries).toEqual([message('m1', 1, 'sent')]);
  });

  test('a text for one contact is not on show in the conversation with another', () => {
    const { port, last, ids } = setUp();
    last().tell(snapshot());
    port.post(send('m1'));
    last().tell(snapshot([], 'c2'));
    expect(ids()).toEqual([]);
  });
});

describe('commands without an id', () => {
  test('of the drafts that could not be posted only the last of each conversation goes', () => {
    const { port, last } = setUp();
    port.post({ type: 'draft', conversation: 'c1', text: 'a' });
    port.post({ type: 'draft', conversation: 'c2', text: 'b' });
    port.post({ type: 'draft', conversation: 'c1', text: 'ab' });
    last().tell(snapshot());
    expect(last().posted.slice(1)).toEqual([
      { type: 'draft', conversation: 'c2', text: 'b' },
      { type: 'draft', conversation: 'c1', text: 'ab' },
    ]);
  });
});

describe('state', () => {
  test('updates replace entries by id and add new ones by seq', () => {
    const { port, last, ids } = setUp();
    last().tell(snapshot([message('m1', 1, 'waiting'), message('m3', 3)]));
    last().tell({ type: 'update', view: view(), entries: [message('m2', 2), message('m1', 1)] });
    expect(ids()).toEqual(['m1', 'm2', 'm3']);
    expect(port.state.phase === 'open' && port.state.entries[0]).toEqual(message('m1', 1));
  });

  test('an update about another conversation changes nothing', () => {
    const { last, ids } = setUp();
    last().tell(snapshot([message('m1', 1)]));
    last().tell({ type: 'update', view: view('c2'), entries: [message('x', 2)] });
    expect(ids()).toEqual(['m1']);
  });

  test('a snapshot keeps the identity of entries that did not change', () => {
    const { port, last } = setUp();
    last().tell(snapshot([message('m1', 1)]));
    const before = port.state.phase === 'open' ? port.state.entries[0] : undefined;
    last().tell(snapshot([message('m1', 1), message('m2', 2)]));
    expect(port.state.phase === 'open' && port.state.entries[0]).toBe(before);
  });

  test('trouble stays through a reconnect and a change of chat, until the user goes on', () => {
    const { port, last, elapse } = setUp();
    last().tell(snapshot());
    last().tell({ type: 'trouble', trouble: 'focus-taken' });
    last().die();
    elapse();
    last().tell(snapshot([], 'c2'));
    expect(port.state).toMatchObject({ phase: 'open', trouble: 'focus-taken' });
    port.dismissTrouble();
    expect(port.state).not.toHaveProperty('trouble');
  });
});

describe('while Sotto is locked', () => {
  test('nothing is shown; what was not taken goes out again when it is unlocked', () => {
    const { port, last, ids } = setUp();
    last().tell(snapshot([message('m1', 1)]));
    port.post(send('m2'));
    last().tell({ type: 'locked' });
    expect(port.state).toEqual({ phase: 'locked' });
    port.post({ type: 'start', conversation: 'c1' });
    expect(last().posted).toEqual([ATTACH, send('m2')]);
    last().tell(snapshot([message('m1', 1)]));
    expect(last().posted.slice(2)).toEqual([send('m2'), { type: 'start', conversation: 'c1' }]);
    expect(ids()).toEqual(['m1', 'm2']);
  });

  test('the way to unlock, and to the chat of the page, stays open', () => {
    const { port, last } = setUp();
    last().tell({ type: 'locked' });
    port.post({ type: 'open-unlock' });
    port.post({ type: 'show-page-chat', shown: true });
    expect(last().posted.slice(1)).toEqual([
      { type: 'open-unlock' },
      { type: 'show-page-chat', shown: true },
    ]);
  });
});
