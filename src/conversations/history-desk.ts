/** Answers the options page's questions about the history. */
import type { Address } from '#channel/conversation.ts';
import type { FromOptions, HistoryMatch, HistoryRow, Named, OptionsAnswers } from '#channel/options.ts';
import type { HistoryEntry } from '#vault/history.ts';
import type { Vault } from '#vault/vault.ts';

type Ask = Extract<FromOptions, { type: `${string}history` }>;

const MOST_MATCHES = 100;

export class HistoryDesk {
  readonly #vault: Vault;
  /** Ends the search that runs, when another is asked for. */
  #searching = new AbortController();

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  async answer(ask: Ask) {
    const { history } = this.#vault;
    switch (ask.type) {
      case 'history':
        return this.#overview();
      case 'switch-history':
        await history.setOn(ask.on, { erase: ask.erase });
        return this.#overview();
      case 'read-history':
        return this.#read(ask.contact, ask.before);
      case 'search-history':
        return this.#search(ask.text);
      case 'erase-history':
        await (ask.contact === null ? history.eraseAll() : history.erase(ask.contact));
        return this.#overview();
    }
  }

  async #overview(): Promise<OptionsAnswers['history']> {
    const { contacts, history } = this.#vault;
    const known = await contacts.list();
    const newest = await Promise.all(known.map(({ contact }) => history.list(contact, undefined, 1)));
    const named = known.flatMap(({ contact, name = contact.peer }, index) => {
      const time = newest[index]?.entries[0]?.time;
      return time === undefined ? [] : [{ contact, name, time }];
    });
    return {
      on: await history.isOn(),
      contacts: named.sort((a, b) => b.time - a.time).map(({ contact, name }): Named => ({ contact, name })),
    };
  }

  async #read(contact: Address, from?: number): Promise<OptionsAnswers['read-history']> {
    const { entries, before } = await this.#vault.history.list(contact, from);
    return { rows: entries.map(rowOf), ...(before === undefined ? {} : { before }) };
  }

  async #search(text: string): Promise<OptionsAnswers['search-history']> {
    this.#searching.abort();
    this.#searching = new AbortController();
    const { signal } = this.#searching;
    const matches: HistoryMatch[] = [];
    for await (const { contact, entry } of this.#vault.history.search(text, { signal })) {
      if (matches.length === MOST_MATCHES) return { matches, more: true };
      const name = (await this.#vault.contacts.find(contact))?.name ?? contact.peer;
      matches.push({ contact, name, row: rowOf(entry) });
    }
    return { matches, more: false };
  }
}

const rowOf = ({ id, time, direction, text }: HistoryEntry): HistoryRow => ({
  id,
  time,
  from: direction === 'out' ? 'us' : 'them',
  text,
});
