/**
 * What the background tells the key guards of frames. It is read without a schema: this is all that a script in every frame of a
 * messenger's tab needs to understand, and what it must be loaded for.
 */

/** Of a message to a frame (ToSite, `guard`): whether keys are to be swallowed. Undefined for every other message. */
export const guardOrder = (raw: unknown): boolean | undefined =>
  isRecord(raw) && raw['type'] === 'guard' ? flag(raw['armed']) : undefined;

/** Of the answer to `guard-armed`. */
export const guardAnswer = (raw: unknown): boolean => isRecord(raw) && flag(raw['armed']) === true;

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null;

const flag = (raw: unknown): boolean | undefined => (typeof raw === 'boolean' ? raw : undefined);
