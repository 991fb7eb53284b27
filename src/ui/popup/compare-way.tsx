/** Verifying by comparing both fingerprints, read out or shown to each other. */
import { useId, useState } from 'preact/hooks';
import { FINGERPRINT_FORMS, type FingerprintForm } from '#ui/fingerprint-forms.ts';
import { word } from '#ui/words.ts';
import { FingerprintBlock } from './fingerprint-block.tsx';
import type { WayProps } from './way-props.ts';

const FORM_WORDS = {
  words: 'form_words',
  letters: 'form_letters',
  digits: 'form_digits',
  qr: 'form_qr',
} as const satisfies Record<FingerprintForm, string>;

export function CompareWay({ view, fingerprint, actions, say }: WayProps) {
  const [form, setForm] = useState<FingerprintForm>('words');
  return (
    <section class="way">
      <FormChoice form={form} choose={setForm} />
      <p class="small">{howWords(form, view.name)}</p>
      <div class="blocks" data-form={form}>
        <FingerprintBlock
          whose="them"
          form={form}
          heading={word('verify_theirs', view.name)}
          copyLabel={word('verify_copy_theirs', view.name)}
          fingerprint={fingerprint}
          copy={actions.copy}
        />
        {view.ourFingerprint !== undefined && (
          <FingerprintBlock
            whose="us"
            form={form}
            heading={word('verify_ours')}
            copyLabel={word('verify_copy_ours')}
            fingerprint={view.ourFingerprint}
            copy={actions.copy}
          />
        )}
      </div>
      <div class="choices">
        <button
          type="button"
          class="button"
          data-look="primary"
          data-action="they-match"
          onClick={() => say(true, 'compared')}
        >
          {word('verify_they_match')}
        </button>
        <button
          type="button"
          class="button"
          data-look="danger"
          data-action="they-differ"
          onClick={() => say(false, 'compared')}
        >
          {word('verify_they_differ')}
        </button>
      </div>
    </section>
  );
}

function howWords(form: FingerprintForm, name: string): string {
  switch (form) {
    case 'words':
      return word('compare_how_words', name);
    case 'letters':
      return word('compare_how_letters');
    case 'digits':
      return word('compare_how_digits', name);
    case 'qr':
      return word('compare_how_qr', name);
  }
}

interface FormChoiceProps {
  readonly form: FingerprintForm;
  readonly choose: (form: FingerprintForm) => void;
}

function FormChoice({ form, choose }: FormChoiceProps) {
  const id = useId();
  return (
    <div class="form-choice">
      <label for={id}>{word('form_label')}</label>
      <select
        id={id}
        name="form"
        value={form}
        onChange={(event) => {
          const chosen = FINGERPRINT_FORMS.find((one) => one === event.currentTarget.value);
          if (chosen !== undefined) choose(chosen);
        }}
      >
        {FINGERPRINT_FORMS.map((one) => (
          <option key={one} value={one}>
            {word(FORM_WORDS[one])}
          </option>
        ))}
      </select>
    </div>
  );
}
