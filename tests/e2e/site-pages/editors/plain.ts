/** A bare contenteditable, as messengers without an editor of others' have. */
import { isSendKey, type MountEditor, setAttributes } from './editor.ts';

export const mountPlain: MountEditor = ({ place, attributes, send }) => {
  const box = document.createElement('div');
  box.contentEditable = 'true';
  setAttributes(box, attributes);
  place.append(box);
  let model = '';
  box.addEventListener('input', () => {
    // biome-ignore lint/performance/useDomNodeTextContent: with the lines as they are seen, as messengers read it.
    model = box.innerText;
  });
  const submit = () => {
    const text = model.trim();
    if (text === '') return;
    model = '';
    box.replaceChildren();
    send(text);
  };
  box.addEventListener('keydown', (event) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    submit();
  });
  return { text: () => model, submit };
};
