/**
 * What the peer sent is not what the specification allows.
 *
 * Thrown by decoders and checks of peer input only and caught once, in `step`; our own mistakes are ordinary
 * exceptions. Neither code nor section ever holds a part of a message, a key or a name.
 */
export class OtrError extends Error {
  readonly code: string;
  /** The heading in the specification whose rule was broken. */
  readonly section: string;

  constructor(code: string, section: string) {
    super(`${code} (${section})`);
    this.name = 'OtrError';
    this.code = code;
    this.section = section;
  }
}
