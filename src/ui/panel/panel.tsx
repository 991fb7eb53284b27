/**
 * The panel: one document for three surfaces (over the page's chat, in a window of its own, later the side panel).
 * A pure view: what it shows comes in, what the user wants goes out through `actions`.
 */
import { useCallback } from 'preact/hooks';
import type { DocumentState, OpenDocument } from '#ui/document-state.ts';
import { briefly, word } from '#ui/words.ts';
import { Announcer } from './announcer.tsx';
import { Banner } from './banner.tsx';
import { Composer } from './composer.tsx';
import { Bar, Header } from './header.tsx';
import { Locked } from './locked.tsx';
import { NotPrivate } from './not-private.tsx';
import type { PanelActions, Surface } from './panel-actions.ts';
import { Transcript } from './transcript.tsx';

interface PanelProps {
  readonly state: DocumentState;
  readonly surface: Surface;
  /** The frame is only as high as the slim bar. */
  readonly bar: boolean;
  readonly actions: PanelActions;
}

export function Panel({ state, surface, bar, actions }: PanelProps) {
  switch (state.phase) {
    case 'opening':
      return (
        <main
          class="panel panel-alone"
          data-state="opening"
          aria-busy="true"
          aria-label={word('panel_opening')}
        />
      );
    case 'open':
      return <Conversation document={state} surface={surface} bar={bar} actions={actions} />;
    case 'locked':
      return <Locked surface={surface} bar={bar} actions={actions} />;
    case 'detached':
    case 'no-chat':
      return (
        <main class="panel panel-alone" data-state="detached">
          <h1>{word('panel_detached')}</h1>
        </main>
      );
  }
}

interface ConversationProps extends Omit<PanelProps, 'state'> {
  readonly document: OpenDocument;
}

function Conversation({
  document: { view: told, entries, trouble },
  surface,
  bar,
  actions,
}: ConversationProps) {
  const view = { ...told, name: briefly(told.name) };
  const { id, state, name } = view;
  const onRetry = useCallback(
    (entry: string) => actions.post({ type: 'retry', conversation: id, id: entry }),
    [id],
  );
  const isPrivate = state === 'unverified' || state === 'verified';
  const isPlain = state === 'plain' && view.decision === undefined;
  return (
    <main class="panel" data-state={state} data-bar={bar ? '' : undefined} data-trouble={trouble}>
      {bar ? (
        <Bar view={view} actions={actions} />
      ) : (
        <Header view={view} surface={surface} actions={actions} />
      )}
      <div class="below" hidden={bar}>
        {!isPlain || trouble !== undefined ? (
          <Banner view={view} trouble={trouble} surface={surface} actions={actions} />
        ) : null}
        {isPlain && entries.length === 0 ? null : (
          <Transcript
            key={id}
            name={name}
            entries={entries}
            empty={isPrivate ? word('transcript_empty', name) : ''}
            onRetry={onRetry}
          />
        )}
        {isPlain ? (
          <NotPrivate view={view} surface={surface} actions={actions} />
        ) : (
          <Composer key={id} view={view} trouble={trouble} surface={surface} actions={actions} />
        )}
      </div>
      <Announcer key={id} name={name} entries={entries} />
    </main>
  );
}
