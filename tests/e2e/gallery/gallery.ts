/** What a test can do in a page of the gallery, there as `gallery`. */
import type { Command } from '#ui/document-port.ts';
import type { DocumentState } from '#ui/document-state.ts';

export interface Gallery {
  /** What the view asked for, in order. */
  readonly posted: (
    | Command
    | { readonly type: 'continue-here' | 'close' | 'request-site' | 'release-site' | 'copy' }
  )[];
  state: DocumentState;
  /** Draws again, with another state if one is given. */
  readonly show: (state?: DocumentState) => void;
}

declare global {
  interface Window {
    gallery: Gallery;
  }
}

/** The scene that the address asks for. */
export function askedScene<S extends object>(scenes: S): DocumentState {
  const name = new URLSearchParams(location.search).get('scene') ?? '';
  const make = (scenes as Readonly<Record<string, () => DocumentState>>)[name];
  if (make === undefined) throw new Error(`no scene ${name}`);
  return make();
}
