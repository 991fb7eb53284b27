/** What each way to compare fingerprints is given. */
import type { ConversationView } from '#channel/conversation.ts';
import type { PopupActions } from './popup-actions.ts';

export interface WayProps {
  readonly view: ConversationView;
  /** Theirs, 40 hexadecimal digits. */
  readonly fingerprint: string;
  readonly actions: PopupActions;
  /** The user's verdict after a comparison. */
  readonly say: (verified: boolean, how: 'compared' | 'pasted') => void;
}
