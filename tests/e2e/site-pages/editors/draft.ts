/** Draft.js. */
import { ContentState, Editor, EditorState } from 'draft-js';
import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { type EditorOptions, type MountEditor, setAttributes } from './editor.ts';

interface Model {
  text: string;
  submit(): void;
}

function Box({ model, send }: { model: Model } & Pick<EditorOptions, 'send'>) {
  const [state, setState] = useState(() => EditorState.createEmpty());
  model.text = state.getCurrentContent().getPlainText();
  model.submit = () => {
    const written = model.text.trim();
    if (written === '') return;
    const emptied = EditorState.push(state, ContentState.createFromText(''), 'remove-range');
    setState(EditorState.moveFocusToEnd(emptied));
    send(written);
  };
  return createElement(Editor, {
    editorState: state,
    onChange: setState,
    handleReturn: (event) => {
      if (event.shiftKey) return 'not-handled';
      model.submit();
      return 'handled';
    },
  });
}

export const mountDraft: MountEditor = async ({ place, attributes, send }) => {
  const model: Model = { text: '', submit: () => undefined };
  createRoot(place).render(createElement(Box, { model, send }));
  setAttributes(await rendered(place), attributes);
  return { text: () => model.text, submit: () => model.submit() };
};

function rendered(place: HTMLElement): Promise<Element> {
  return new Promise((resolve) => {
    const look = () => {
      const found = place.querySelector('[contenteditable=true]');
      if (found !== null) resolve(found);
      else requestAnimationFrame(look);
    };
    look();
  });
}
