/** Says in words how hard the passphrase is to guess, while it is typed. */
import { useEffect, useState } from 'preact/hooks';
import { word } from '#ui/words.ts';
import { STRENGTHS, type Strength, strengthOf } from './strength.ts';

const WORDS = {
  'very-weak': 'strength_very_weak',
  weak: 'strength_weak',
  fair: 'strength_fair',
  strong: 'strength_strong',
  'very-strong': 'strength_very_strong',
} as const satisfies Record<Strength, string>;

export function StrengthMeter({ passphrase, id }: { readonly passphrase: string; readonly id: string }) {
  const strength = useStrength(passphrase);
  return (
    <div class="strength" data-strength={strength ?? 'none'}>
      <span class="strength-bar" aria-hidden="true">
        {STRENGTHS.map((one) => (
          <i
            key={one}
            data-on={strength !== undefined && STRENGTHS.indexOf(one) <= STRENGTHS.indexOf(strength)}
          />
        ))}
      </span>
      <p class="small" id={id} role="status">
        {word(strength === undefined ? 'strength_advice' : WORDS[strength])}
      </p>
    </div>
  );
}

/** Undefined for an empty field, and while it is not known. */
function useStrength(passphrase: string): Strength | undefined {
  const [known, setKnown] = useState<{ readonly of: string; readonly strength: Strength }>();
  useEffect(() => {
    let current = true;
    if (passphrase === '') return undefined;
    strengthOf(passphrase).then(
      (strength) => {
        if (current) setKnown({ of: passphrase, strength });
      },
      () => undefined, // No estimate, no words: the advice stays.
    );
    return () => {
      current = false;
    };
  }, [passphrase]);
  return passphrase === '' ? undefined : known?.strength;
}
