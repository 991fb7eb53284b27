/** Lexical with its plain-text set. */
import { registerPlainText } from '@lexical/plain-text';
import {
  $createParagraphNode,
  $getRoot,
  COMMAND_PRIORITY_HIGH,
  createEditor,
  KEY_ENTER_COMMAND,
} from 'lexical';
import { isSendKey, type MountEditor, setAttributes } from './editor.ts';

export const mountLexical: MountEditor = ({ place, attributes, send }) => {
  const box = document.createElement('div');
  box.contentEditable = 'true';
  setAttributes(box, attributes);
  place.append(box);
  const editor = createEditor({
    namespace: 'page',
    onError: (error) => {
      throw error;
    },
  });
  editor.setRootElement(box);
  registerPlainText(editor);
  const clear = () => {
    editor.update(() => {
      const paragraph = $createParagraphNode();
      $getRoot().clear().append(paragraph);
      paragraph.select();
    });
  };
  clear();
  const text = () => editor.getEditorState().read(() => $getRoot().getTextContent());
  const submit = () => {
    const written = text().trim();
    if (written === '') return;
    clear();
    send(written);
  };
  editor.registerCommand(
    KEY_ENTER_COMMAND,
    (event) => {
      if (event === null || !isSendKey(event)) return false;
      event.preventDefault();
      submit();
      return true;
    },
    COMMAND_PRIORITY_HIGH,
  );
  return { text, submit };
};
