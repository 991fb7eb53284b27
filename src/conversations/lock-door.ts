/**
 * The door for our own documents that asks about the lock, the passphrase and the mark: each message is validated,
 * each is answered, and the panel over a page gets the state only.
 */
import * as v from 'valibot';
import { type LockAnswer, LockCommand, type LockState } from '#channel/lock.ts';
import { Mark, randomMark } from '#channel/mark.ts';
import type { Vault } from '#vault/vault.ts';
import type { SessionLock } from './session-lock.ts';

export interface LockDoorOptions {
  readonly vault: Pick<Vault, 'lock' | 'settings'>;
  readonly lock: SessionLock;
  random(length: number): Uint8Array;
  /** Told after each command that changed something. */
  changed(state: LockState): void;
}

/** The command, or undefined for a message of another contract. */
export function lockCommand(raw: unknown): LockCommand | undefined {
  const parsed = v.safeParse(LockCommand, raw);
  return parsed.success ? parsed.output : undefined;
}

type Outcome = LockAnswer['outcome'];

export class LockDoor {
  readonly #options: LockDoorOptions;

  constructor(options: LockDoorOptions) {
    this.#options = options;
  }

  /** `overPage`: the sender is a frame in a page. */
  async receive(command: LockCommand, overPage: boolean): Promise<LockAnswer> {
    if (command.type === 'lock-state') return this.#answer('done');
    if (overPage) return this.#answer('refused');
    const outcome = await this.#run(command).catch((): Outcome => 'refused');
    const answer = await this.#answer(outcome);
    if (outcome === 'done') this.#options.changed(answer.state);
    return answer;
  }

  async state(): Promise<LockState> {
    const { vault, lock } = this.#options;
    return {
      locked: lock.locked(),
      hasPassphrase: await vault.lock.hasPassphrase(),
      lockAfterMinutes: await vault.settings.get('lockAfterMinutes'),
      mark: await this.#mark(),
    };
  }

  async #run(command: Exclude<LockCommand, { type: 'lock-state' }>): Promise<Outcome> {
    const { vault, lock } = this.#options;
    switch (command.type) {
      case 'lock-now':
        return (await lock.lock()) ? 'done' : 'refused';
      case 'unlock':
        return this.#opening(vault.lock.unlock(command.passphrase));
      case 'set-passphrase':
        return this.#opening(vault.lock.setPassphrase(command.passphrase).then(() => true));
      case 'change-passphrase':
        return this.#opening(vault.lock.changePassphrase(command.current, command.next));
      case 'remove-passphrase':
        return this.#opening(vault.lock.removePassphrase(command.current));
      case 'set-lock-after':
        await vault.settings.set('lockAfterMinutes', command.minutes);
        return 'done';
      case 'set-mark':
        await vault.settings.set('mark', command.mark);
        return 'done';
    }
  }

  /** Each right passphrase opens the vault, whatever it was given for. */
  async #opening(given: Promise<boolean>): Promise<Outcome> {
    if (!(await given)) return 'wrong';
    await this.#options.lock.vaultOpened();
    return 'done';
  }

  /** One that nobody has chosen is chosen by chance, once. */
  async #mark(): Promise<Mark> {
    const { vault, random } = this.#options;
    const known = v.safeParse(Mark, await vault.settings.get('mark'));
    if (known.success) return known.output;
    const mark = randomMark(random);
    await vault.settings.set('mark', mark);
    return mark;
  }

  async #answer(outcome: Outcome): Promise<LockAnswer> {
    const nextPause = await this.#options.vault.lock.nextPause();
    return { outcome, state: await this.state(), nextPause };
  }
}
