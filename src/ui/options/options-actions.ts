/** What the sections of the options page can ask for: the background, and the browser's permissions for sites. */
import type { FromOptions, OptionsReply } from '#channel/options.ts';
import type { AskLock } from '#ui/lock-client.ts';
import type { Sites } from '#ui/sites/site-access.ts';

/** `live`: tried with the messenger itself. */
export interface Messenger {
  readonly name: string;
  readonly live: boolean;
}

export type Question = FromOptions['type'];
export type Asking<Type extends Question> = Extract<FromOptions, { type: Type }>;

export interface OptionsActions {
  /** About the lock and the mark. */
  readonly askLock: AskLock;
  /** Never rejects: a background that cannot be reached is answered as 'failed'. */
  ask<Type extends Question>(ask: Asking<Type>): Promise<OptionsReply<Type>>;
  /** Saves where the browser saves downloads. */
  save(name: string, content: Blob): void;
  readonly sites: Sites;
  /** Those that Sotto knows. */
  readonly messengers: readonly Messenger[];
}
