/** How hard a passphrase is to guess, found out on this machine and nowhere else. */

export const STRENGTHS = ['very-weak', 'weak', 'fair', 'strong', 'very-strong'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** Rejects when the estimator cannot be loaded. */
export async function strengthOf(passphrase: string): Promise<Strength> {
  const { score } = await import('./zxcvbn.ts');
  return STRENGTHS[score(passphrase)] ?? 'very-weak';
}
