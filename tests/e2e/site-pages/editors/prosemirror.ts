/** ProseMirror. */
import { baseKeymap } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { MountEditor } from './editor.ts';

export const mountProsemirror: MountEditor = ({ place, attributes, send }) => {
  const submit = () => {
    const written = text().trim();
    if (written === '') return true;
    view.dispatch(view.state.tr.delete(0, view.state.doc.content.size));
    send(written);
    return true;
  };
  const view: EditorView = new EditorView(place, {
    state: EditorState.create({ schema, plugins: [keymap({ Enter: submit }), keymap(baseKeymap)] }),
    attributes: { ...attributes },
  });
  const text = () => view.state.doc.textBetween(0, view.state.doc.content.size, '\n');
  return { text, submit: () => void submit() };
};
