/**
 * One messenger tab: joins the site adapter, the background, and what stands in the page (chip, panel, key guard).
 *
 * Nothing is decided here but where things stand; which text goes where is decided in the background.
 */
import { MAX_CONTACT_NAME, type PadlockState } from '#channel/conversation.ts';
import { chatStateIn, messageToSite, protectionIn, tokenIn } from '#channel/from-background.ts';
import type { ChatState, FromSite } from '#channel/site.ts';
import type { BackgroundClient } from './background-client.ts';
import { onFirstUse } from './on-first-use.ts';
import { watchOpenChat } from './open-chat-watch.ts';
import type { FocusKeeper, GroupChat, OpenChat, Site } from './site.ts';
import { createChip } from './surface/chip.ts';
import { createComposerCover } from './surface/composer-cover.ts';
import { createFocusKeeper } from './surface/focus-keeper.ts';
import { createPanelHost } from './surface/panel-host.ts';
import type { TabGuard } from './surface/tab-guard.ts';

export interface MessengerTabOptions {
  readonly site: Site;
  readonly background: BackgroundClient;
  readonly guard: TabGuard;
  /** The panel's address with a one-use token. */
  panelUrl(token: string): string;
  words(state: PadlockState, peer: string): { label: string; action: string };
  /** On the chip in a chat of several people, where Sotto does not work. */
  groupWords(): { label: string; action: string };
  /** What stands over the page's composer while privacy is required. */
  coverWords(peer: string): string;
  readonly signal: AbortSignal;
}

type OpenChatClaim = NonNullable<Extract<FromSite, { type: 'chat' }>['chat']>;
type Peer = { service: string; account: string; peer: string };

const UNKNOWN: ChatState = { chat: null, state: 'plain', panel: 'closed', coverComposer: false };

/** Runs until the signal; returns what is to be done with a message from the background. */
export function runMessengerTab(options: MessengerTabOptions): (raw: unknown) => unknown {
  const { site, background, guard, signal } = options;
  let openChat: OpenChat | undefined;
  let group: GroupChat | undefined;
  let state = UNKNOWN;

  const trouble = (what: Extract<FromSite, { type: 'trouble' }>['trouble']): void => {
    void background.tell({ type: 'trouble', trouble: what });
  };
  // Most pages of a site where Sotto is on have no chat.
  const chip = onFirstUse(() =>
    createChip({
      signal,
      onOpen: () => {
        // The page may have opened another chat a moment ago.
        watch.checkNow();
        if (openChat) void background.tell({ type: 'open', ...peerOf(openChat) });
      },
    }),
  );
  const host = onFirstUse(() =>
    createPanelHost({
      freshUrl: async () => options.panelUrl(tokenIn(await background.tell({ type: 'panel-token' }))),
      onTrouble: trouble,
      signal,
    }),
  );
  const cover = onFirstUse(() => createComposerCover(signal));
  const panel = {
    hasFocus: () => host.made?.hasFocus() === true,
    focus: () => host.made?.focus(),
    owns: (target: EventTarget | null) => host.made?.owns(target) === true,
  };
  guard.follow(panel, signal);

  const render = (): void => {
    if (openChat === undefined) {
      if (group === undefined) chip.made?.hide();
      else chip.use().show(group.header, 'plain', options.groupWords());
      host.made?.hide();
      cover.made?.hide();
      return;
    }
    // Until the background has answered for this chat, what it said of the last one does not hold.
    const known = state.chat !== null && samePeer(openChat, state.chat) ? state : UNKNOWN;
    chip.use().show(openChat.header, known.state, options.words(known.state, calledIn(openChat)));
    place(openChat, known);
  };
  /** Where the composer is to be covered beside the bar but cannot be told apart, the panel stays over all of it. */
  const place = (chat: OpenChat, { panel, coverComposer }: ChatState): void => {
    const { cover: all, composer } = chat;
    const beside = panel === 'bar' && coverComposer;
    if (beside && composer !== undefined) {
      cover.use().show(composer, options.coverWords(calledIn(chat)));
    } else cover.made?.hide();
    if (panel === 'closed') host.made?.hide();
    else host.use().show(all, beside && composer === undefined ? 'open' : panel);
  };
  const take = (next: ChatState): void => {
    state = next;
    render();
  };

  const watch = watchOpenChat({
    lookUp: () => site.openChat(),
    signal,
    changed: (found) => {
      [openChat, group] = found !== undefined && 'group' in found ? [undefined, found] : [found, undefined];
      render();
      const tellChat: FromSite = { type: 'chat', chat: openChat === undefined ? null : chatOf(openChat) };
      void background.tellInOrder(tellChat).then((answer) => {
        const next = chatStateIn(answer);
        if (next !== undefined) take(next);
      });
    },
  });
  startSite({ site, background, focus: createFocusKeeper(panel), accountKnown: watch.checkSoon, signal });

  return (raw) => {
    const message = messageToSite(raw);
    switch (message?.type) {
      case 'deliver':
        return { taken: message.service === site.service && site.deliver(message) };
      case 'chat-state':
        take(message.state);
        return { ok: true };
      case 'protect':
        if (message.service === site.service) site.protect(message.account, message.protection);
        return { ok: true };
      case 'guard':
        if (message.armed) guard.arm();
        else guard.disarm();
        return { ok: true };
      case 'are-you-there':
        return { ok: true };
      case undefined:
        return undefined;
    }
  };
}

/** `accountKnown`: which chat is open can be told only once it is known whose it is. */
function startSite({ site, background, focus, accountKnown, signal }: StartOptions): void {
  const { service, maxText, openChatOnly } = site;
  site.start(
    {
      account: (account, connected) => {
        void background
          .tellInOrder({ type: 'account', service, account, connected, maxText, openChatOnly })
          .then((answer) => {
            const protection = protectionIn(answer);
            if (protection !== undefined) site.protect(account, protection);
          });
        accountKnown();
      },
      held: (message) => void background.tellInOrder({ type: 'held', service, ...message }),
      received: (message) => background.tellInOrder({ type: 'received', service, ...message }),
      tooLong: (message) => void background.tellInOrder({ type: 'too-long', service, ...message }),
      focus,
      delivered: (id) => void background.tellInOrder({ type: 'delivered', id }),
      undelivered: (id, reason) => void background.tellInOrder({ type: 'undelivered', id, reason }),
    },
    signal,
  );
}

interface StartOptions {
  readonly site: Site;
  readonly background: BackgroundClient;
  readonly focus: FocusKeeper;
  readonly accountKnown: () => void;
  readonly signal: AbortSignal;
}

const calledIn = ({ title, peer }: OpenChat): string => title ?? peer;

/** The page's own words, cut to what a name may be. */
const chatOf = (chat: OpenChat): OpenChatClaim => ({
  ...peerOf(chat),
  ...(chat.title === undefined || chat.title === chat.peer
    ? {}
    : { title: chat.title.slice(0, MAX_CONTACT_NAME) }),
});

const peerOf = ({ service, account, peer }: Peer): Peer => ({ service, account, peer });

const samePeer = (a: Peer, b: Peer): boolean =>
  a.service === b.service && a.account === b.account && a.peer === b.peer;
