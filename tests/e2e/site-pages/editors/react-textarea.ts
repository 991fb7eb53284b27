/** A controlled textarea of React. */
import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { type EditorOptions, isSendKey, type MountEditor } from './editor.ts';

interface Model {
  text: string;
  submit(): void;
}

function Box({ model, attributes, send }: { model: Model } & Omit<EditorOptions, 'place'>) {
  const [text, setText] = useState('');
  model.text = text;
  model.submit = () => {
    if (text.trim() === '') return;
    setText('');
    send(text);
  };
  return createElement('textarea', {
    ...attributes,
    value: text,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
    onKeyDown: (event: { nativeEvent: KeyboardEvent; preventDefault(): void }) => {
      if (!isSendKey(event.nativeEvent)) return;
      event.preventDefault();
      model.submit();
    },
  });
}

export const mountReactTextarea: MountEditor = ({ place, attributes, send }) => {
  const model: Model = { text: '', submit: () => undefined };
  createRoot(place).render(createElement(Box, { model, attributes, send }));
  return { text: () => model.text, submit: () => model.submit() };
};
