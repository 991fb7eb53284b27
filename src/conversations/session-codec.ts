/**
 * JSON with bytes: `storage.session` keeps JSON in Chromium, session states hold Uint8Array.
 *
 * A Uint8Array becomes `{"$bytes": base64}`; no state of ours has a field of that name otherwise.
 */

/** The JSON text of plain data with bytes. */
export function encode(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) =>
    field instanceof Uint8Array ? { $bytes: toBase64(field) } : field,
  );
}

/** What `encode` was given. Throws SyntaxError on anything that `encode` did not write. */
export function decode(text: string): unknown {
  return JSON.parse(text, (_, field: unknown) => (isBytes(field) ? fromBase64(field.$bytes) : field));
}

function isBytes(field: unknown): field is { $bytes: string } {
  return typeof field === 'object' && field !== null && '$bytes' in field && typeof field.$bytes === 'string';
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
