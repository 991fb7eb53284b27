/** A fingerprint in groups, left to right in every language. */
import { fingerprintGroups } from '#ui/fingerprint.ts';

export function Digits({ fingerprint }: { readonly fingerprint: string }) {
  return (
    <p class="digits" dir="ltr" translate={false} data-fingerprint={fingerprint}>
      {fingerprintGroups(fingerprint).map((group, index) => (
        <span key={index}>{group} </span>
      ))}
    </p>
  );
}
