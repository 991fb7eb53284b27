/**
 * What the background tells the content script of a tab, as it is read there. The browser says that the sender is ours, and the
 * background speaks to a script of its own release; but it may also refuse, or be on its way out.
 */
import type { Protection } from './protection.ts';
import type { ChatState, ToSite } from './site.ts';

/** Undefined for what is no message to a tab. */
export const messageToSite = (raw: unknown): ToSite | undefined =>
  has(raw, 'type') ? (raw as unknown as ToSite) : undefined;

/** Of the answer to `chat`. */
export const chatStateIn = (answer: unknown): ChatState | undefined =>
  has(answer, 'coverComposer') ? (answer as unknown as ChatState) : undefined;

/** Of the answer to `account`. */
export const protectionIn = (answer: unknown): Protection | undefined =>
  has(answer, 'protection') ? (answer['protection'] as Protection) : undefined;

/** Of the answer to `panel-token`. */
export function tokenIn(answer: unknown): string {
  if (has(answer, 'token') && typeof answer['token'] === 'string') return answer['token'];
  throw new Error('The background gave no token for the panel');
}

/** Of the answer to `engine`. */
export const isThere = (answer: unknown): boolean => has(answer, 'there') && answer['there'] === true;

const has = (raw: unknown, name: string): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && name in raw;
