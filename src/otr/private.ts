/** A completed AKE: MSGSTATE_ENCRYPTED with one instance of the peer's; OTRv3, "Receiving a … Signature Message". */
import { isAkeRunning } from './ake-turn.ts';
import { isLive } from './data-out.ts';
import type { Env } from './engine-types.ts';
import { resend } from './healing.ts';
import type { Instance } from './instance.ts';
import { chosenSession, instanceOf, withInstance } from './instances.ts';
import { andThen, event, type Outcome, outcome } from './outcome.ts';
import { settleQueue } from './outgoing.ts';
import { smpDropped } from './smp-turn.ts';
import { type OtrState, without } from './state.ts';
import type { Established } from './v3/ake.ts';
import { openSession } from './v3/session.ts';
import { SMP_IDLE } from './v3/smp.ts';

const sameBytes = (left: Uint8Array | undefined, right: Uint8Array): boolean =>
  left?.length === right.length && left.every((byte, index) => byte === right[index]);

/**
 * The text that was sent last goes along into the next session of the same key only: nobody else shall get it.
 */
function lastSentFor(instance: Instance, fingerprint: Uint8Array): Pick<Instance, 'lastSent'> {
  const { lastSent, message } = instance;
  if (lastSent === undefined || message.name !== 'MSGSTATE_ENCRYPTED') return {};
  if (!sameBytes(message.session.fingerprint, fingerprint)) return {};
  return { lastSent: { ...lastSent, earlier: true } };
}

/** The AKE deadline stays for AKEs with other instances; the commit that all got has been answered. */
function afterAke(state: OtrState): OtrState {
  const next = without(state, 'openCommit');
  return isAkeRunning(next) ? next : without(next, 'akeDeadline');
}

/**
 * The new session takes the place of the one with the same instance, what the peer could not read goes out again, then
 * what waited. `usedCommit`: the digest of their D-H Commit Message, when the AKE came from one.
 */
export function becomePrivate(
  state: OtrState,
  established: Established,
  usedCommit: Uint8Array | undefined,
  env: Env,
): Outcome {
  const { theirTag } = established;
  const instance = instanceOf(state, theirTag);
  const previous = isLive(instance) ? instance.message : undefined;
  const session = openSession(established, previous?.session, (length) => env.random(length));
  const { fingerprint, ssid } = session;
  const refreshed = sameBytes(chosenSession(state)?.session.fingerprint, fingerprint);
  const { lastSent: _, usedCommit: __, ...rest } = instance;
  const next: OtrState = {
    ...withInstance(state, {
      ...rest,
      ...lastSentFor(instance, fingerprint),
      ...(usedCommit === undefined ? {} : { usedCommit }),
      message: { name: 'MSGSTATE_ENCRYPTED', session, smp: SMP_IDLE, sentAt: env.now },
    }),
    chosen: theirTag,
    hadSession: true,
    rekeyedAt: env.now,
    otherInstanceTold: false,
  };
  const told = event({ name: 'private', fingerprint, ssid, refreshed });
  const dropped = previous === undefined ? [] : smpDropped(previous.smp);
  const begun = andThen(outcome(afterAke(next), ...dropped, told), (current) =>
    resend(current, theirTag, env),
  );
  return andThen(begun, (current) => settleQueue(current, env));
}
