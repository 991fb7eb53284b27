import { beforeAll, describe, expect, test } from 'vitest';
import type { Address } from '#channel/conversation.ts';
import { MemoryArea } from './memory-area.test-helper.ts';
import { SessionStore } from './session-store.ts';
import { TabFaces, type ToolbarFace } from './tab-faces.ts';
import { Tabs } from './tabs.ts';

const ORIGIN = 'https://chat.example.org';
const chatWith = (peer: string): Address => ({ origin: ORIGIN, service: 'xmpp', account: 'alice@x', peer });

describe('while Sotto is locked', () => {
  const painted: ToolbarFace[] = [];
  const covered = new Map<string, 'bar' | 'open'>([['bob@x', 'bar']]);
  let required: ReadonlySet<string> = new Set();
  let tabs: Tabs;
  let faces: TabFaces;

  beforeAll(async () => {
    const area = new MemoryArea();
    tabs = await Tabs.load(area);
    faces = new TabFaces({
      store: new SessionStore(area, (length) => new Uint8Array(length)),
      tabs,
      names: { learn: async () => undefined, of: ({ peer }) => peer },
      lock: { locked: () => true, panelOf: ({ peer }) => covered.get(peer) },
      policies: { isRequired: async ({ peer }) => required.has(peer) },
      toSite: async () => undefined,
      paintToolbar: async (_, face) => void painted.push(face),
    });
  });

  const stateOf = async (peer: string) => {
    await tabs.set(1, ORIGIN, { chat: chatWith(peer) });
    const { state, panel, coverComposer } = await faces.chatState(1);
    return { state, panel, coverComposer };
  };

  test('the panel covers what it covered', async () => {
    expect(await stateOf('bob@x')).toEqual({ state: 'locked', panel: 'bar', coverComposer: false });
    expect(await stateOf('carol@x')).toEqual({ state: 'locked', panel: 'closed', coverComposer: false });
  });

  test('and what must be private; its composer stays covered when the user makes room', async () => {
    required = new Set(['bob@x', 'carol@x']);
    expect(await stateOf('bob@x')).toEqual({ state: 'locked', panel: 'bar', coverComposer: true });
    expect(await stateOf('carol@x')).toEqual({ state: 'locked', panel: 'open', coverComposer: true });
    await tabs.set(1, ORIGIN, { whileLocked: { chat: chatWith('carol@x'), panel: 'bar' } });
    expect(await stateOf('carol@x')).toEqual({ state: 'locked', panel: 'bar', coverComposer: true });
  });

  test('the toolbar says Locked, and names nobody', async () => {
    await faces.paint(1);
    expect(painted.at(-1)).toEqual({ state: 'locked', badge: '' });
  });
});
