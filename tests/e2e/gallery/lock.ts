/** The lock and the mark in the gallery: a passphrase that is always wrong, a mark as it might be. */

import type { LockState } from '#channel/lock.ts';
import { MARK_COLOURS, type MarkColour } from '#channel/mark.ts';
import type { AskLock } from '#ui/lock-client.ts';

const params = new URLSearchParams(location.search);
const asked = params.get('colour') ?? 'teal';
const colour = MARK_COLOURS[asked as MarkColour] ?? MARK_COLOURS.teal;

export const LOCK_STATE: LockState = {
  locked: params.has('locked'),
  hasPassphrase: !params.has('empty'),
  lockAfterMinutes: null,
  mark: { picture: 'leaf', colour },
};

export const answerLock: AskLock = async () => ({ outcome: 'wrong', state: LOCK_STATE, nextPause: 4_000 });
