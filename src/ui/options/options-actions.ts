/** What the sections of the options page can ask for: the background, and the browser's permissions for sites. */
import type { FromOptions, OptionsReply } from '#channel/options.ts';

export type Question = FromOptions['type'];
export type Asking<Type extends Question> = Extract<FromOptions, { type: Type }>;

export interface Sites {
  /** Match patterns, for example `https://chat.example.org/*`. */
  list(): Promise<readonly string[]>;
  /** To be called from a click, before anything is awaited. False when it was refused. */
  add(origin: string): Promise<boolean>;
  /** False when the browser keeps the permission. */
  remove(pattern: string): Promise<boolean>;
  /** Told when the browser's permissions changed; returns what ends it. */
  onChange(listener: () => void): () => void;
}

export interface OptionsActions {
  /** Never rejects: a background that cannot be reached is answered as 'failed'. */
  ask<Type extends Question>(ask: Asking<Type>): Promise<OptionsReply<Type>>;
  /** Saves where the browser saves downloads. */
  save(name: string, content: Blob): void;
  readonly sites: Sites;
}
