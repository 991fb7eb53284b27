/**
 * Between the background and the documents of our own origin: the lock, the passphrase and the user's mark, in
 * one-shot messages, each answered with LockAnswer.
 *
 * The panel that lies over a page may ask for the state and nothing else: a passphrase is never typed over a page.
 */
import * as v from 'valibot';
import { Mark } from './mark.ts';

/** In UTF-16 code units. */
export const MAX_PASSPHRASE = 1024;
export const MAX_LOCK_AFTER = 24 * 60;

const Passphrase = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_PASSPHRASE));

export const LockCommand = v.variant('type', [
  v.strictObject({ type: v.literal('lock-state') }),
  v.strictObject({ type: v.literal('lock-now') }),
  v.strictObject({ type: v.literal('unlock'), passphrase: Passphrase }),
  /** The first passphrase; refused when there is one. */
  v.strictObject({ type: v.literal('set-passphrase'), passphrase: Passphrase }),
  v.strictObject({ type: v.literal('change-passphrase'), current: Passphrase, next: Passphrase }),
  v.strictObject({ type: v.literal('remove-passphrase'), current: Passphrase }),
  /** Minutes without keyboard or mouse after which Sotto locks; null: never by itself. */
  v.strictObject({
    type: v.literal('set-lock-after'),
    minutes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_LOCK_AFTER))),
  }),
  v.strictObject({ type: v.literal('set-mark'), mark: Mark }),
]);
export type LockCommand = v.InferOutput<typeof LockCommand>;

export const LockState = v.strictObject({
  locked: v.boolean(),
  hasPassphrase: v.boolean(),
  lockAfterMinutes: v.nullable(v.number()),
  mark: Mark,
});
export type LockState = v.InferOutput<typeof LockState>;

export const LockAnswer = v.strictObject({
  /** `wrong`: not the passphrase. `refused`: nothing was changed, for another reason. */
  outcome: v.picklist(['done', 'wrong', 'refused']),
  state: LockState,
  /** How long the next wrong passphrase will take, in ms. */
  nextPause: v.number(),
});
export type LockAnswer = v.InferOutput<typeof LockAnswer>;

/** To every document of ours after each change. */
export const LockNews = v.strictObject({ type: v.literal('lock-news'), state: LockState });
export type LockNews = v.InferOutput<typeof LockNews>;
