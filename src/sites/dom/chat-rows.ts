/**
 * The rows of one chat, looked at whenever the page changed: what is news goes to the background, once. Own rows never do.
 *
 * Everything here is the page's claim. Whose a ciphertext is, its instance tag settles where the page only lets us guess.
 */
import { MAX_TEXT } from '#channel/conversation.ts';
import type { Recipe } from '#channel/recipe.ts';
import { digest } from '#sites/digest.ts';
import type { SiteEvents } from '#sites/site.ts';
import type { ChatSight } from './chat-finder.ts';
import { type RowText, readRowText, senderTag } from './otr-row.ts';
import { type Row, readRows, unfoldButton } from './row-reader.ts';
import { type Arrival, RowStream, type Signed } from './row-stream.ts';
import { showsNewest } from './scroller.ts';
import type { SentMemory } from './sent-memory.ts';
import { type Authors, saysWhose } from './whose.ts';

/** A row with what was found out about it. */
export interface KnownRow extends Row, Signed {
  readonly element: Element;
  readonly content: RowText;
}

export interface ChatRowsOptions {
  readonly recipe: Recipe;
  readonly sent: SentMemory;
  readonly account: string;
  readonly peer: string;
  readonly events: Pick<SiteEvents, 'received' | 'tooLong'>;
}

export class ChatRows {
  readonly #options: ChatRowsOptions;
  readonly #stream: RowStream<KnownRow>;
  readonly #authors: Authors = new Map();
  readonly #told = new Set<string>();
  /** Cut rows, by id or else by element, and whether they came live: the rest of their text is still to come. */
  readonly #cut = new Map<string, boolean>();
  readonly #cutElements = new WeakMap<Element, boolean>();
  readonly #unfolded = new WeakSet<Element>();

  constructor(options: ChatRowsOptions) {
    this.#options = options;
    this.#stream = new RowStream(options.recipe.rows.atOnce);
  }

  /** Reads the list and tells what is new; returns the rows, oldest first. */
  look({ list, scope }: ChatSight): KnownRow[] {
    const { recipe } = this.#options;
    const rows = readRows(list, scope, recipe, this.#authors).map((row) => this.#know(row));
    const arrivals = this.#stream.take(rows, showsNewest(list, recipe), Date.now());
    for (const arrival of [...this.#completed(rows), ...arrivals]) this.#arrived(arrival);
    return rows;
  }

  #know(row: Row): KnownRow {
    const content = row.text.length > MAX_TEXT ? ({ kind: 'cut' } as const) : readRowText(row.text);
    const ours = this.#isOurs(row, content);
    const sign = row.id ?? `${ours} ${row.text}`;
    const fleeting = ours === true && this.#options.sent.hasJust(row.text);
    const { ours: _, ...rest } = row;
    return { ...rest, ...(ours === undefined ? {} : { ours }), content, sign, fleeting };
  }

  #isOurs(row: Row, content: RowText): boolean | undefined {
    if (content.kind !== 'ciphertext') return row.ours;
    const { sent, recipe } = this.#options;
    const tag = senderTag(content.text);
    if (sent.has(content.text) || (tag !== undefined && sent.hasTag(tag))) return true;
    return tag !== undefined && !saysWhose(recipe) ? false : row.ours;
  }

  /** Rows that were cut when they came, and are whole now. */
  #completed(rows: readonly KnownRow[]): Arrival<KnownRow>[] {
    return rows.flatMap((row) => {
      const live = row.id === undefined ? this.#cutElements.get(row.element) : this.#cut.get(row.id);
      if (live === undefined || row.content.kind !== 'ciphertext') return [];
      this.#cutElements.delete(row.element);
      if (row.id !== undefined) this.#cut.delete(row.id);
      return [{ row, live }];
    });
  }

  #arrived({ row, live }: Arrival<KnownRow>): void {
    if (row.ours === true) return;
    switch (row.content.kind) {
      case 'cut':
        this.#wait(row, live);
        break;
      case 'ciphertext':
        // Whose it is, nobody can say for sure: the engine knows its own.
        this.#tell(row, row.content.text, digest(row.content.text), live);
        break;
      case 'words':
        // Words that are not news are nothing to us.
        if (live && row.ours === false)
          this.#tell(row, row.content.text, row.id ?? crypto.randomUUID(), true);
    }
  }

  #tell(row: KnownRow, text: string, name: string, live: boolean): void {
    const { account, peer, events } = this.#options;
    if (this.#told.has(name)) return;
    this.#told.add(name);
    const id = row.content.kind === 'ciphertext' ? name : digest(`${peer}\n${name}`);
    void events.received({ account, peer, id, text, live, ...(live ? {} : { archived: true }) });
  }

  #wait(row: KnownRow, live: boolean): void {
    const { account, peer, events, recipe } = this.#options;
    if (row.text.length > MAX_TEXT) {
      const id = digest(row.text.slice(0, 4096) + row.text.length);
      if (!this.#told.has(id)) events.tooLong({ account, peer, id, live });
      this.#told.add(id);
      return;
    }
    if (row.id === undefined) this.#cutElements.set(row.element, live);
    else this.#cut.set(row.id, live);
    if (this.#unfolded.has(row.element)) return;
    this.#unfolded.add(row.element);
    unfoldButton(row.element, recipe)?.click();
  }
}
