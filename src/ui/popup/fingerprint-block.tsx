/** One fingerprint to be read aloud or scanned, with a button that copies it. */
import { useEffect, useState } from 'preact/hooks';
import { type FingerprintForm, fingerprintParts } from '#ui/fingerprint-forms.ts';
import { QrCode } from '#ui/qr-code.tsx';
import { word } from '#ui/words.ts';

const COPIED_MS = 2000;

interface FingerprintBlockProps {
  readonly whose: 'us' | 'them';
  readonly form: FingerprintForm;
  readonly heading: string;
  readonly copyLabel: string;
  readonly fingerprint: string;
  readonly copy: (text: string) => Promise<void>;
}

export function FingerprintBlock(props: FingerprintBlockProps) {
  const { whose, form, heading, copyLabel, fingerprint, copy } = props;
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const parts = fingerprintParts(fingerprint, form);
  return (
    <div class="fingerprint" data-fingerprint={whose}>
      <div class="fingerprint-head">
        <h2>{heading}</h2>
        <button
          type="button"
          class="button"
          data-look="quiet"
          data-action={whose === 'us' ? 'copy-ours' : 'copy-theirs'}
          aria-label={copied ? undefined : copyLabel}
          onClick={() => void copy(parts.join(' ')).then(() => setCopied(true))}
        >
          {word(copied ? 'verify_copied' : 'verify_copy')}
        </button>
      </div>
      {form === 'qr' ? (
        <QrCode text={parts.join('')} label={word('form_qr')} />
      ) : (
        <p
          class="fingerprint-parts"
          data-form={form}
          dir="ltr"
          lang={form === 'words' ? 'en' : undefined}
          translate={false}
        >
          {parts.map((part, index) => (
            <span key={index}>{part} </span>
          ))}
        </p>
      )}
    </div>
  );
}
