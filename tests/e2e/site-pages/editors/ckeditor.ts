/** CKEditor 5, as Teams has it. */
import { ClassicEditor, Essentials, Paragraph } from 'ckeditor5';
import type { MountEditor } from './editor.ts';

export const mountCkeditor: MountEditor = async ({ place, attributes, send }) => {
  const editor = await ClassicEditor.create({
    attachTo: place.appendChild(document.createElement('div')),
    licenseKey: 'GPL',
    plugins: [Essentials, Paragraph],
  });
  editor.editing.view.change((writer) => {
    const root = editor.editing.view.document.getRoot();
    if (root !== null)
      for (const [name, value] of Object.entries(attributes)) writer.setAttribute(name, value, root);
  });
  const text = () => {
    const data = new DOMParser().parseFromString(editor.getData(), 'text/html');
    return Array.from(data.body.children, (child) => child.textContent ?? '').join('\n');
  };
  const submit = () => {
    const written = text().trim();
    if (written === '') return;
    editor.setData('');
    send(written);
  };
  editor.keystrokes.set(
    'Enter',
    (_, cancel) => {
      cancel();
      submit();
    },
    { priority: 'high' },
  );
  return { text, submit };
};
