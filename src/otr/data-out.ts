/**
 * Data messages on their way out, to one instance of the peer's.
 *
 * Invariant: what is sealed is padded, and the state that comes back has the counter that was used.
 */
import type { Effect, Env } from './engine-types.ts';
import { type Encrypted, type Instance, isEncrypted } from './instance.ts';
import { withInstance } from './instances.ts';
import { type Outcome, outcome } from './outcome.ts';
import type { OtrState, QueuedText } from './state.ts';
import { writeFor } from './text/habit.ts';
import { sealData } from './v3/data-message.ts';
import { fragment } from './v3/fragments.ts';
import { type AkeMessage, encodeMessage, type Tags } from './v3/message.ts';
import { type Plaintext, padPlaintext, type Tlv } from './v3/plaintext.ts';

/** Whole or in fragments. `messageId` names the user's text in it. */
function sendEffects(encoded: string, tags: Tags, env: Env, messageId?: string): Effect[] {
  return fragment(encoded, tags, env.maxText).map((text) => ({
    type: 'send',
    text,
    ...(messageId === undefined ? {} : { messageId }),
  }));
}

/** Whole or in fragments. */
export const sendAke = (message: AkeMessage, tags: Tags, env: Env): Effect[] =>
  sendEffects(encodeMessage(message, tags), tags, env);

interface DataOptions {
  readonly ignoreUnreadable: boolean;
  readonly messageId?: string;
}

/** An instance that has a session. */
export type LiveInstance = Instance & { readonly message: Encrypted };

export const isLive = (instance: Instance | undefined): instance is LiveInstance =>
  instance !== undefined && isEncrypted(instance.message);

/** Seals one data message in the instance's session. */
export function sendData(
  state: OtrState,
  instance: LiveInstance,
  plaintext: Plaintext,
  options: DataOptions,
  env: Env,
): Outcome {
  const { message } = instance;
  const sealed = sealData(message.session, padPlaintext(plaintext, env.padTo), state.ourTag, options);
  const tags = { sender: state.ourTag, receiver: instance.theirTag };
  const effects = sendEffects(sealed.text, tags, env, options.messageId);
  const next = { ...instance, message: { ...message, session: sealed.session, sentAt: env.now } };
  return outcome(withInstance(state, next), ...effects);
}

/** Records without a text: nobody needs to hear of it when they cannot be read. */
export function sendRecords(
  state: OtrState,
  instance: LiveInstance,
  tlvs: readonly Tlv[],
  env: Env,
): Outcome {
  return sendData(state, instance, { text: '', tlvs }, { ignoreUnreadable: true }, env);
}

/** The user's text, kept for the case that it could not be read. */
export function sendText(
  state: OtrState,
  instance: LiveInstance,
  { id, text }: QueuedText,
  env: Env,
): Outcome {
  const lastSent = { id, text, at: env.now, refused: false, earlier: false };
  const plaintext = { text: writeFor(instance.habit, text), tlvs: [] };
  const options = { ignoreUnreadable: false, messageId: id };
  return sendData(state, { ...instance, lastSent }, plaintext, options, env);
}
