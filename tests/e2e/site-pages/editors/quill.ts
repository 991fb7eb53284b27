/** Quill, as Slack has it. */
import Quill from 'quill';
import { type MountEditor, setAttributes } from './editor.ts';

export const mountQuill: MountEditor = ({ place, attributes, send }) => {
  const box = document.createElement('div');
  setAttributes(box, attributes);
  place.append(box);
  const submit = () => {
    const written = quill.getText().trim();
    if (written === '') return false;
    quill.setText('');
    send(written);
    return false;
  };
  const quill: Quill = new Quill(box, {
    modules: { toolbar: false, keyboard: { bindings: { send: { key: 'Enter', handler: submit } } } },
  });
  // What Quill binds to Enter itself comes after what is given.
  return { text: () => quill.getText().replace(/\n$/, ''), submit: () => void submit() };
};
