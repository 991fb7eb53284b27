/**
 * The popup's port, opened and attached by a small script of its own while the popup's modules are still on their way: what the
 * background answers is there when they are.
 */
import { DOCUMENT_PORT } from '#channel/document.ts';
import type { Attach, PortLike } from '#ui/document-port.ts';

/** A port on which `attach` was posted. */
export interface AttachedPort {
  readonly attach: Attach;
  readonly port: PortLike;
}

/** `runtime` and `tabs` of the browser's own API, whose promises need no polyfill under manifest version 3. */
interface Browser {
  readonly runtime: { connect(options: { name: string }): PortLike };
  readonly tabs: {
    query(which: {
      active: true;
      currentWindow: true;
    }): Promise<readonly { readonly id?: number | undefined }[]>;
  };
}

/** What browsers call a tab that is none. */
const NO_TAB = -1;

/** `asked`: the query of the popup's address. */
export async function attachEarly({ runtime, tabs }: Browser, asked: URLSearchParams): Promise<AttachedPort> {
  const port = keepHeard(runtime.connect({ name: DOCUMENT_PORT }));
  const attach = attachment(asked) ?? { type: 'attach-tab', tab: await activeTab(tabs) };
  port.postMessage(attach);
  return { attach, port };
}

function attachment(asked: URLSearchParams): Attach | undefined {
  const conversation = asked.get('conversation');
  if (conversation !== null) return { type: 'attach-conversation', conversation };
  const tab = asked.get('tab');
  return tab === null ? undefined : { type: 'attach-tab', tab: Number(tab) };
}

async function activeTab(tabs: Browser['tabs']): Promise<number> {
  const [tab] = await tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? NO_TAB;
}

/** Whoever listens late is told what was said before. */
function keepHeard(port: PortLike): PortLike {
  const heard: unknown[] = [];
  let hear = (message: unknown): void => void heard.push(message);
  let gone = false;
  let end = (): void => {
    gone = true;
  };
  port.onMessage.addListener((message) => hear(message));
  port.onDisconnect.addListener(() => end());
  return {
    postMessage: (message) => port.postMessage(message),
    disconnect: () => port.disconnect(),
    onMessage: {
      addListener: (listener) => {
        hear = listener;
        for (const message of heard) listener(message);
      },
    },
    onDisconnect: {
      addListener: (listener) => {
        end = listener;
        if (gone) listener();
      },
    },
  };
}
