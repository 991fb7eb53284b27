/**
 * Whom the page must not write to without privacy, for each account; the last word is kept over reloads, so that a page
 * starts protected before the background has spoken.
 */
import type { Protection } from '#channel/protection.ts';
import { bareJid } from './jid.ts';
import type { Memory } from './memory.ts';

interface Rule {
  readonly everybody: boolean;
  readonly but: ReadonlySet<string>;
}

export class Protections {
  readonly #memory: Memory;
  readonly #byAccount = new Map<string, Protection>();
  readonly #rules = new Map<string, Rule>();

  constructor(memory: Memory) {
    this.#memory = memory;
    for (const [account, protection] of memory.readProtections()) this.#learn(account, protection);
  }

  set(account: string, protection: Protection): void {
    this.#learn(account, protection);
    this.#memory.writeProtections([...this.#byAccount]);
  }

  /** Whether anybody is protected; `account` undefined: not known yet, so the rules of all accounts count. */
  any(account: string | undefined): boolean {
    return this.#of(account).some(({ everybody, but }) => everybody || but.size > 0);
  }

  /** `jid`: whom a stanza is for, as the page wrote it. */
  cover(account: string | undefined, jid: string): boolean {
    const peer = prepared(jid);
    return this.#of(account).some(({ everybody, but }) => everybody !== but.has(peer));
  }

  #of(account: string | undefined): Rule[] {
    if (account === undefined) return [...this.#rules.values()];
    const rule = this.#rules.get(prepared(account));
    return rule === undefined ? [] : [rule];
  }

  #learn(account: string, protection: Protection): void {
    const name = prepared(account);
    this.#byAccount.set(name, protection);
    this.#rules.set(name, {
      everybody: protection.everybody,
      but: new Set(protection.but.map(prepared)),
    });
  }
}

/** As servers compare names, near enough (RFC 7622): a page may write them in another case, or in wide letters. */
const prepared = (jid: string): string => bareJid(jid.normalize('NFKC'));
