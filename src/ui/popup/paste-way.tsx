/** Verifying by the fingerprint that the contact gave by another way. Turns to words as soon as something is in it. */
import { useId, useState } from 'preact/hooks';
import { type Comparison, comparePasted } from '#ui/pasted.ts';
import { word } from '#ui/words.ts';
import type { WayProps } from './way-props.ts';

export function PasteWay({ view, fingerprint, say }: Omit<WayProps, 'actions'>) {
  const [pasted, setPasted] = useState('');
  const id = useId();
  const result = comparePasted(pasted, fingerprint, view.ourFingerprint);
  return (
    <section class="way paste">
      <label for={id}>{word('verify_paste_label', view.name)}</label>
      <textarea
        id={id}
        name="fingerprint"
        rows={3}
        dir="ltr"
        spellcheck={false}
        autocomplete="off"
        aria-describedby={`${id}-result ${id}-hint`}
        value={pasted}
        onInput={(event) => setPasted(event.currentTarget.value)}
      />
      <p class="paste-result" id={`${id}-result`} role="status" data-result={result.kind}>
        {resultWords(result, view.name)}
      </p>
      <p class="small" id={`${id}-hint`}>
        {word('verify_paste_how')}
      </p>
      <div class="choices">
        <button
          type="button"
          class="button"
          data-look="primary"
          data-action="have-verified"
          disabled={result.kind !== 'matches'}
          onClick={() => say(true, 'pasted')}
        >
          {word('verify_have', view.name)}
        </button>
      </div>
    </section>
  );
}

function resultWords(result: Comparison, name: string): string {
  switch (result.kind) {
    case 'empty':
      return '';
    case 'matches':
      return word('verify_paste_matches');
    case 'differs':
      return word('verify_paste_differs');
    case 'ours':
      return word('verify_paste_ours', name);
    case 'incomplete':
      return result.count === undefined
        ? word('verify_paste_partly')
        : word('verify_paste_incomplete', `${result.count}`);
  }
}
