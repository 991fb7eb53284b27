/**
 * The whitespace tag: an offer of OTR that people do not see; OTRv3, "Tagged plaintext messages".
 *
 * Recognised strictly: the 16 characters that always come, then at least one version that is known, without a gap. Blanks
 * and tabs that are no tag are somebody's text and stay.
 */
const BASE = ' \t  \t\t\t\t \t \t \t  ';
const VERSIONS: Readonly<Record<string, string>> = {
  ' \t \t  \t ': '1',
  '  \t\t  \t ': '2',
  '  \t\t  \t\t': '3',
  '  \t\t \t  ': '4',
};
const VERSION_3 = '  \t\t  \t\t';
const VERSION_LENGTH = 8;

export interface Tagged {
  /** The text without the tag. */
  readonly text: string;
  /** One character a version. */
  readonly versions: string;
}

/** Undefined when there is no tag in the text. */
export function findWhitespaceTag(text: string): Tagged | undefined {
  for (let start = text.indexOf(BASE); start !== -1; start = text.indexOf(BASE, start + 1)) {
    let end = start + BASE.length;
    let versions = '';
    for (;;) {
      const version = VERSIONS[text.slice(end, end + VERSION_LENGTH)];
      if (version === undefined) break;
      versions += version;
      end += VERSION_LENGTH;
    }
    if (versions !== '') return { text: text.slice(0, start) + text.slice(end), versions };
  }
  return undefined;
}

/** Offers version 3, at the end, where a line break or a signature does not part it. */
export const withWhitespaceTag = (text: string): string => text + BASE + VERSION_3;
