/** Slate. */
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createEditor, Editor, Node, Transforms } from 'slate';
import { withHistory } from 'slate-history';
import { Editable, Slate, withReact } from 'slate-react';
import { isSendKey, type MountEditor } from './editor.ts';

export const mountSlate: MountEditor = ({ place, attributes, send }) => {
  const editor = withHistory(withReact(createEditor()));
  const text = () => editor.children.map((node) => Node.string(node)).join('\n');
  const submit = () => {
    const written = text().trim();
    if (written === '') return;
    Transforms.delete(editor, { at: { anchor: Editor.start(editor, []), focus: Editor.end(editor, []) } });
    while (editor.children.length > 1) Transforms.removeNodes(editor, { at: [1] });
    send(written);
  };
  const onKeyDown = (event: { nativeEvent: KeyboardEvent; preventDefault(): void }) => {
    if (!isSendKey(event.nativeEvent)) return;
    event.preventDefault();
    submit();
  };
  const box = createElement(Editable, { ...attributes, onKeyDown });
  const initialValue = [{ type: 'line', children: [{ text: '' }] } as never];
  createRoot(place).render(createElement(Slate, { editor, initialValue, children: undefined }, box));
  return { text, submit };
};
