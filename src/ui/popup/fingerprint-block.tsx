/** One fingerprint to be read aloud, with a button that copies it. */
import { useEffect, useState } from 'preact/hooks';
import { fingerprintGroups } from '#ui/fingerprint.ts';
import { word } from '#ui/words.ts';

const COPIED_MS = 2000;

interface FingerprintBlockProps {
  readonly whose: 'us' | 'them';
  readonly heading: string;
  readonly copyLabel: string;
  readonly fingerprint: string;
  readonly copy: (text: string) => Promise<void>;
}

export function FingerprintBlock({ whose, heading, copyLabel, fingerprint, copy }: FingerprintBlockProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const groups = fingerprintGroups(fingerprint);
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
          onClick={() => void copy(groups.join(' ')).then(() => setCopied(true))}
        >
          {word(copied ? 'verify_copied' : 'verify_copy')}
        </button>
      </div>
      <p class="fingerprint-digits" dir="ltr" translate={false}>
        {groups.map((group, index) => (
          <span key={index}>{group} </span>
        ))}
      </p>
    </div>
  );
}
