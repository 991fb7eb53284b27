/** Finds contacts by what the user types: blind to case and to how a letter is composed; fingerprints blind to spaces too. */
import type { ContactView } from '#channel/options.ts';

const folded = (text: string): string => text.normalize('NFKC').toLocaleLowerCase();

/** Those that match, by name; all of them for an empty text. */
export function matching(contacts: readonly ContactView[], text: string): readonly ContactView[] {
  const wanted = folded(text.trim());
  const digits = wanted.replaceAll(/\s/g, '').toUpperCase();
  const found = contacts.filter(
    ({ contact, name = '', keys }) =>
      folded(name).includes(wanted) ||
      folded(contact.peer).includes(wanted) ||
      keys.some(({ fingerprint }) => fingerprint.startsWith(digits)),
  );
  return found.sort((a, b) => shownName(a).localeCompare(shownName(b)));
}

/** The user's own name for the contact, or the address. */
export const shownName = ({ name, contact }: ContactView): string => name ?? contact.peer;
