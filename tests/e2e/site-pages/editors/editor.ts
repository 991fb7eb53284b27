/** A composer of a page, around a real editor: it sends what is in its model, and empties itself, when Enter is pressed. */

export interface Editor {
  /** What the editor's model holds, whatever its element shows. */
  text(): string;
  /** Sends what is in the model, as a click on the page's button does. */
  submit(): void;
}

/** Puts the editor into `place`. `attributes` are those by which the site's composer is known. */
export type MountEditor = (options: EditorOptions) => Editor | Promise<Editor>;

export interface EditorOptions {
  readonly place: HTMLElement;
  readonly attributes: Readonly<Record<string, string>>;
  readonly send: (text: string) => void;
}

export function setAttributes(element: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/** Enter alone sends, where an input method is not busy with it. */
export const isSendKey = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' && !event.shiftKey && !event.isComposing;
