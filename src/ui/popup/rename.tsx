/** The user's own name for the contact, folded away until it is wanted. */
import type { ConversationView } from '#channel/conversation.ts';
import { RenameForm } from '#ui/rename-form.tsx';
import { briefly, word } from '#ui/words.ts';
import type { PopupActions } from './popup-actions.ts';

interface RenameProps {
  readonly view: ConversationView;
  readonly actions: PopupActions;
}

export function Rename({ view: { id, name, address }, actions }: RenameProps) {
  return (
    <details class="rename-fold">
      <summary data-action="edit-name">{word('contact_name_edit')}</summary>
      <RenameForm
        peer={briefly(address.peer)}
        name={name === address.peer ? '' : name}
        onName={(next) => actions.post({ type: 'rename', conversation: id, name: next })}
      />
    </details>
  );
}
