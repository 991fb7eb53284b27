/**
 * The popup of the toolbar, and verification in a window of its own: the places that no page can reach, so the
 * decisions are taken here. A pure view: what it shows comes in, what the user wants goes out through `actions`.
 */
import { useEffect, useState } from 'preact/hooks';
import type { ConversationView } from '#channel/conversation.ts';
import type { DocumentState, OpenDocument } from '#ui/document-state.ts';
import { Glyph } from '#ui/glyph.tsx';
import { briefly, stateWords, word } from '#ui/words.ts';
import { Check } from './check.tsx';
import { Foot } from './foot.tsx';
import { LockLine } from './lock-line.tsx';
import { Locked } from './locked.tsx';
import { NewKey } from './new-key.tsx';
import { NoChat } from './no-chat.tsx';
import { Policies } from './policies.tsx';
import type { PopupActions, PopupSurface } from './popup-actions.ts';
import { Rename } from './rename.tsx';
import { Verification } from './verification.tsx';

interface PopupProps {
  readonly state: DocumentState;
  readonly surface: PopupSurface;
  readonly actions: PopupActions;
}

export function Popup({ state, surface, actions }: PopupProps) {
  switch (state.phase) {
    case 'opening':
      return (
        <main class="popup" data-state="opening" aria-busy="true">
          <p class="small">{word('popup_looking')}</p>
        </main>
      );
    case 'detached':
      return (
        <main class="popup" data-state="detached">
          <h1 class="detached">{word('panel_detached')}</h1>
        </main>
      );
    case 'locked':
      return <Locked ask={actions.askLock} />;
    case 'no-chat':
      return (
        <main class="popup" data-state="no-chat">
          <NoChat site={state.site} enabled={state.enabled} actions={actions} />
          <Foot site={state.enabled ? state.site : undefined} actions={actions} />
          <LockLine ask={actions.askLock} />
        </main>
      );
    case 'open':
      return <Chat state={state} surface={surface} actions={actions} />;
  }
}

interface ChatProps {
  readonly view: ConversationView;
  readonly surface: PopupSurface;
  readonly actions: PopupActions;
}

function Chat({ state, surface, actions }: Omit<ChatProps, 'view'> & { readonly state: OpenDocument }) {
  const { view: told, switched, unkept } = state;
  const view = { ...told, name: briefly(told.name) };
  return (
    <main class="popup" data-state={view.state} data-surface={surface}>
      <StateLine view={view} />
      <Rename key={told.name} view={told} actions={actions} />
      <Check view={view} actions={actions} />
      {view.decision !== undefined && view.theirFingerprint !== undefined ? (
        <NewKey
          key={view.theirFingerprint}
          view={view}
          decision={view.decision}
          fingerprint={view.theirFingerprint}
          actions={actions}
        />
      ) : (
        <Next view={view} surface={surface} actions={actions} />
      )}
      <Policies key={view.id} view={view} switched={switched} unkept={unkept} post={actions.post} />
      {surface === 'tab' && (
        <Foot
          site={view.address.origin}
          teach={view.state === 'plain' && !view.policies.requirePrivate.value}
          actions={actions}
        />
      )}
      <LockLine ask={actions.askLock} />
    </main>
  );
}

/** Whose key, which state, and in one sentence what it means. */
function StateLine({ view }: { readonly view: ConversationView }) {
  const { name, address, state, connected } = view;
  return (
    <header class="state-line" data-tone={state}>
      <span class="round">
        <Glyph state={state} />
      </span>
      <div class="state-line-words">
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <p class="state-words" role="status">
          {stateWords(state, name)}
        </p>
        {name !== address.peer && (
          <p class="small">
            <bdi>{address.peer}</bdi>
          </p>
        )}
        <p class="small">{word('popup_account', address.account)}</p>
      </div>
      {view.decision === undefined && (
        <p class="meaning">
          {meaning(view)}
          {!connected && <> {word('popup_not_connected')}</>}
        </p>
      )}
    </header>
  );
}

function meaning({ state, name }: ConversationView): string {
  switch (state) {
    case 'plain':
      return word('popup_plain');
    case 'starting':
      return word('popup_starting', name);
    case 'unverified':
      return word('popup_unverified');
    case 'verified':
      return word('popup_verified', name);
    case 'finished':
      return word('popup_finished');
  }
}

/** The one next thing of the state, then the rest. */
function Next({ view, surface, actions }: ChatProps) {
  const { post } = actions;
  const conversation = view.id;
  const showPanel = surface === 'tab' && (
    <button
      type="button"
      class="button"
      data-action="open-panel"
      onClick={() => {
        post({ type: 'open-panel', conversation });
        actions.close();
      }}
    >
      {word('popup_show_panel')}
    </button>
  );
  const end = (
    <button
      type="button"
      class="button"
      data-action="end"
      onClick={() => post({ type: 'end', conversation })}
    >
      {word(view.state === 'starting' ? 'action_cancel' : 'action_end')}
    </button>
  );
  switch (view.state) {
    case 'plain':
    case 'finished':
      return (
        <div class="choices">
          <button
            type="button"
            class="button"
            data-look="primary"
            data-action="start"
            onClick={() => post({ type: 'start', conversation })}
          >
            {word(view.state === 'plain' ? 'action_start' : 'action_start_again')}
          </button>
          {showPanel}
        </div>
      );
    case 'starting':
    case 'verified':
      return (
        <>
          <div class="choices">
            {end}
            {showPanel}
          </div>
          {view.state === 'verified' && (
            <Compare key="compare" view={view} surface={surface} actions={actions} />
          )}
        </>
      );
    case 'unverified':
      return (
        <>
          <Compare key="compare" view={view} surface={surface} actions={actions} />
          <div class="choices apart">
            {showPanel}
            {end}
          </div>
        </>
      );
  }
}

/** Open when there is something to verify, folded when that was done before; it does not close under the user's eyes. */
function Compare({ view, surface, actions }: ChatProps) {
  const { theirFingerprint: fingerprint, name, state } = view;
  const [open, setOpen] = useState(state === 'unverified' || surface === 'window');
  const { smp } = view;
  useEffect(() => {
    if (smp?.stage === 'succeeded') setOpen(false);
  }, [smp?.stage]);
  if (fingerprint === undefined) return <p class="small">{word('verify_nothing_yet', name)}</p>;
  return (
    <details
      class="compare"
      hidden={smp !== undefined}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{state === 'verified' ? word('verify_again') : word('verify_title', name)}</summary>
      {state === 'unverified' && <p class="why">{word('verify_why', name)}</p>}
      <Verification key={fingerprint} view={view} fingerprint={fingerprint} actions={actions} />
    </details>
  );
}
