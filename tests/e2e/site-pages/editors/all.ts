/** The eight editors that web messengers are made with. */
import { mountCkeditor } from './ckeditor.ts';
import { mountDraft } from './draft.ts';
import type { MountEditor } from './editor.ts';
import { mountLexical } from './lexical.ts';
import { mountPlain } from './plain.ts';
import { mountProsemirror } from './prosemirror.ts';
import { mountQuill } from './quill.ts';
import { mountReactTextarea } from './react-textarea.ts';
import { mountSlate } from './slate.ts';

export const EDITORS = {
  plain: mountPlain,
  'react-textarea': mountReactTextarea,
  lexical: mountLexical,
  draft: mountDraft,
  slate: mountSlate,
  quill: mountQuill,
  prosemirror: mountProsemirror,
  ckeditor: mountCkeditor,
} as const satisfies Record<string, MountEditor>;

export type EditorName = keyof typeof EDITORS;
