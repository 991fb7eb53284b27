/** Files between the page and the background, in parts; see src/channel/options.ts. */
import { type FileView, PART_LENGTH } from '#channel/options.ts';
import type { OptionsActions } from './options-actions.ts';

/** Hands the file over; its id, or undefined when it could not be read or taken. */
export async function giveFile(actions: OptionsActions, file: Blob): Promise<string | undefined> {
  const id = crypto.randomUUID();
  const count = Math.max(1, Math.ceil(file.size / PART_LENGTH));
  for (let part = 0; part < count; part += 1) {
    const data = await base64Of(file.slice(part * PART_LENGTH, (part + 1) * PART_LENGTH));
    if (data === undefined) return undefined;
    const reply = await actions.ask<'give-part'>({ type: 'give-part', file: id, part, data });
    if (!reply.ok) return undefined;
  }
  return id;
}

/** Takes the file over and saves it where the browser saves downloads; false when a part was missing. */
export async function saveFile(actions: OptionsActions, view: FileView): Promise<boolean> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let part = 0; part < view.parts; part += 1) {
    const reply = await actions.ask<'take-part'>({ type: 'take-part', file: view.file, part });
    if (!reply.ok) return false;
    parts.push(Uint8Array.from(atob(reply.answer.data), (character) => character.charCodeAt(0)));
  }
  actions.save(view.name, new Blob(parts, { type: 'application/octet-stream' }));
  return true;
}

/** Undefined when the file cannot be read (any more). */
function base64Of(bytes: Blob): Promise<string | undefined> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => resolve(undefined);
    reader.readAsDataURL(bytes);
  });
}
