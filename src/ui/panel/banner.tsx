/** The one place above the messages for what the user should know or decide: the most urgent thing, alone. */
import type { ConversationView, Decision } from '#channel/conversation.ts';
import type { Trouble } from '#channel/document.ts';
import { briefly, word } from '#ui/words.ts';
import type { PanelActions, Surface } from './panel-actions.ts';

export const BANNER_ID = 'banner';

interface BannerProps {
  readonly view: ConversationView;
  readonly trouble: Trouble | undefined;
  readonly surface: Surface;
  readonly actions: PanelActions;
}

interface Notice {
  readonly tone: 'plain' | 'starting' | 'unverified' | 'finished' | 'trouble' | 'locked';
  readonly words: string;
  readonly more?: string;
  readonly buttons: readonly NoticeButton[];
}

interface NoticeButton {
  readonly action: string;
  readonly words: string;
  readonly primary?: boolean;
  readonly run: () => void;
}

const TROUBLE_WORDS = {
  'focus-taken': 'trouble_focus_taken',
  covered: 'trouble_covered',
  hidden: 'trouble_hidden',
  moved: 'trouble_moved',
  removed: 'trouble_removed',
} as const satisfies Record<Trouble, string>;

export function Banner(props: BannerProps) {
  const notice = noticeOf(props);
  if (notice === undefined) return null;
  const urgent = notice.tone === 'trouble';
  return (
    <div class="banner" id={BANNER_ID} data-tone={notice.tone} role={urgent ? 'alert' : 'status'}>
      <p class="banner-words">
        <strong>{notice.words}</strong>
        {notice.more !== undefined && <> {notice.more}</>}
      </p>
      <div class="banner-buttons">
        {notice.buttons.map(({ action, words, primary, run }) => (
          <button
            key={action}
            type="button"
            class="button"
            data-look={primary ? 'primary' : undefined}
            data-action={action}
            onClick={run}
          >
            {words}
          </button>
        ))}
      </div>
    </div>
  );
}

function noticeOf({ view, trouble, surface, actions }: BannerProps): Notice | undefined {
  if (trouble !== undefined) return troubleNotice(trouble, view, actions);
  if (view.state === 'locked') return { tone: 'locked', words: word('banner_locked'), buttons: [] };
  if (view.decision !== undefined) return decisionNotice(view, view.decision, actions);
  if (view.state === 'finished') return finishedNotice(view, surface, actions);
  const check = checkNotice(view, actions);
  if (check !== undefined) return check;
  if (!view.connected) return { tone: 'plain', words: word('banner_waiting_connection'), buttons: [] };
  if (view.state === 'starting') return startingNotice(view, actions);
  if (view.state === 'unverified') return unverifiedNotice(view, actions);
  return undefined;
}

function troubleNotice(trouble: Trouble, view: ConversationView, actions: PanelActions): Notice {
  const openWindow = () => {
    actions.drafts.flush();
    actions.post({ type: 'open-window', conversation: view.id, view: 'chat' });
  };
  return {
    tone: 'trouble',
    words: word(TROUBLE_WORDS[trouble]),
    more: word('trouble_advice'),
    buttons: [
      { action: 'open-window', words: word('action_open_window'), primary: true, run: openWindow },
      { action: 'continue-here', words: word('action_continue_here'), run: actions.continueHere },
    ],
  };
}

function decisionNotice(view: ConversationView, decision: Decision, { post }: PanelActions): Notice {
  const decide = () => post({ type: 'open-window', conversation: view.id, view: 'verify' });
  return {
    tone: 'unverified',
    words: decisionWords(decision, view.name),
    buttons: [{ action: 'decide', words: word('action_decide'), primary: true, run: decide }],
  };
}

function decisionWords(decision: Decision, name: string): string {
  switch (decision.kind) {
    case 'new-key':
      return word('banner_new_key', name);
    case 'was-verified':
      return word('banner_was_verified', name);
    case 'known-to-another':
      return word('banner_known_to_another', briefly(decision.owner));
  }
}

function finishedNotice(view: ConversationView, surface: Surface, { post }: PanelActions): Notice {
  const start = () => post({ type: 'start', conversation: view.id });
  const showPageChat = () => post({ type: 'show-page-chat', shown: true });
  const buttons: NoticeButton[] = [
    { action: 'start', words: word('action_start_again'), primary: true, run: start },
  ];
  if (surface === 'page' && !view.policies.requirePrivate.value) {
    buttons.push({
      action: 'show-page-chat',
      words: word('action_write_without_privacy'),
      run: showPageChat,
    });
  }
  return { tone: 'finished', words: word('banner_finished', view.name), buttons };
}

/** A check by a question or a secret: it is seen to in a window that the page cannot reach. */
function checkNotice({ id, name, smp }: ConversationView, { post }: PanelActions): Notice | undefined {
  const show = () => post({ type: 'open-window', conversation: id, view: 'verify' });
  switch (smp?.stage) {
    case 'asked': {
      const words =
        smp.question === undefined ? word('check_asked_secret', name) : word('check_asked_question', name);
      const answer = { action: 'answer', words: word('action_answer'), primary: true, run: show };
      return { tone: 'unverified', words, buttons: [answer] };
    }
    case 'waiting':
    case 'running':
      return {
        tone: 'starting',
        words: smp.stage === 'waiting' ? word('check_waiting', name) : word('check_running'),
        buttons: [{ action: 'verify', words: word('action_show'), run: show }],
      };
    case 'failed':
      return {
        tone: 'finished',
        words: word('check_failed'),
        more: word('check_failed_what', name),
        buttons: [{ action: 'verify', words: word('action_show'), run: show }],
      };
    default:
      return undefined;
  }
}

function startingNotice(view: ConversationView, { post }: PanelActions): Notice {
  const cancel = () => post({ type: 'end', conversation: view.id });
  return {
    tone: 'starting',
    words: word('banner_starting'),
    buttons: [{ action: 'end', words: word('action_cancel'), run: cancel }],
  };
}

function unverifiedNotice(view: ConversationView, { post }: PanelActions): Notice {
  const verify = () => post({ type: 'open-window', conversation: view.id, view: 'verify' });
  return {
    tone: 'unverified',
    words: word('banner_unverified', view.name),
    buttons: [{ action: 'verify', words: word('action_verify', view.name), primary: true, run: verify }],
  };
}
