/**
 * The wizard that learns where a chat is in a page: it shows what it guesses, the user corrects it by pointing, a harmless text
 * is tried if the user lets it, and what was learnt is handed on.
 *
 * Nothing here is secret, and a page that misleads the wizard misleads it about itself alone.
 */
import type { Recipe } from '#channel/recipe.ts';
import { keepSeated } from '#sites/surface/root-seat.ts';
import { createShadowHost } from '#sites/surface/shadow-host.ts';
import { keepOnTop } from '#sites/surface/top-layer.ts';
import { type CardAction, createCard, type Phase } from './card.ts';
import { tryRecipe } from './check.ts';
import { choicesFor, guessIn, guessParts } from './guess.ts';
import { type Learnt, learnRecipe, missingPart } from './learn.ts';
import { createOutlines } from './outlines.ts';
import { PARTS, type Part, type Parts, textOf } from './page-parts.ts';
import { startPointing } from './pointing.ts';
import { inOneDocument, isForeign, treeOf, treesOf } from './trees.ts';
import { WIZARD_CSS } from './wizard-style.ts';
import { PART_WORDS, type Words } from './words.ts';

export interface WizardOptions {
  readonly words: Words;
  /** `ltr` or `rtl`: of the words. */
  readonly direction: string;
  /** The recipe is to be kept; resolves to whether it is. */
  keep(recipe: Recipe): Promise<boolean>;
  /** Called once, when the user gave up. */
  ended(): void;
  readonly signal: AbortSignal;
}

/** So many choices are kept in sight, the likeliest. */
const LIKELIEST = 8;

export function startWizard(options: WizardOptions): void {
  new Wizard(options).start();
}

class Wizard {
  readonly #options: WizardOptions;
  readonly #host;
  readonly #card;
  readonly #outlines;
  #parts: Parts = guessParts(document);
  #phase: Phase = { kind: 'look', asked: undefined };
  #aim: Element | undefined;
  #clear: readonly Element[] = [];
  #learnt: Extract<Learnt, { recipe: Recipe }> | undefined;
  #check = new AbortController();
  #framesCame: () => void = () => undefined;

  constructor(options: WizardOptions) {
    this.#options = options;
    const { words, direction, signal } = options;
    const { host, root } = createShadowHost('data-sotto-teach', WIZARD_CSS);
    host.dir = direction;
    this.#host = host;
    this.#outlines = createOutlines(root, signal);
    this.#card = createCard(root, words, (action) => this.#act(action));
  }

  start(): void {
    const { signal } = this.#options;
    const top = keepOnTop(this.#host, signal);
    keepSeated(this.#host, () => top.raise(), signal).take();
    top.raise();
    this.#framesCame = startPointing({
      host: this.#host,
      asked: () => this.#asked,
      choices: (part) => choicesFor(part, document, this.#parts),
      aim: (element) => this.#aimAt(element),
      chosen: (element) => this.#chosen(element),
      stopped: () => this.#look(undefined),
      foreign: () => this.#look(this.#asked, 'teach_foreign'),
      signal,
    });
    const hidden = this.#parts.composer === undefined && hasForeignFrame();
    this.#look(this.#nextMissing(), hidden ? 'teach_foreign' : undefined);
    this.#card.focus();
  }

  #act(action: CardAction): void {
    switch (action) {
      case 'next':
        this.#learn();
        break;
      case 'cancel':
        this.#options.ended();
        break;
      case 'back':
        this.#check.abort();
        this.#look(undefined);
        break;
      case 'send':
        void this.#try();
        break;
      case 'skip':
        void this.#keep();
        break;
      default:
        this.#look(PARTS.find((part) => action === `part-${part}`));
    }
  }

  #look(asked: Part | undefined, trouble?: Extract<Phase, { kind: 'look' }>['trouble']): void {
    this.#aim = undefined;
    this.#framesCame();
    this.#go({ kind: 'look', asked, ...(trouble === undefined ? {} : { trouble }) });
  }

  #go(phase: Phase): void {
    this.#phase = phase;
    this.#clear = this.#toBeSeen();
    this.#show();
  }

  /** What was found; while a part is pointed at, that part alone and what else it could be. */
  #toBeSeen(): Element[] {
    const asked = this.#asked;
    if (asked === undefined) return Object.values(this.#parts);
    const found = this.#parts[asked];
    return [
      ...(found === undefined ? [] : [found]),
      ...choicesFor(asked, document, this.#parts).slice(0, LIKELIEST),
    ];
  }

  #show(): void {
    const { words } = this.#options;
    const asked = this.#asked;
    const marked = PARTS.flatMap((part) => {
      const element = this.#parts[part];
      return element === undefined
        ? []
        : [{ element, label: words(PART_WORDS[part].name), kind: 'part' as const }];
    });
    const aim = asked &&
      this.#aim && { element: this.#aim, label: words(PART_WORDS[asked].name), kind: 'aim' as const };
    const visible = this.#phase.kind === 'look' || this.#phase.kind === 'ask';
    this.#outlines.show(visible ? [...marked, ...(aim === undefined ? [] : [aim])] : []);
    this.#card.show({
      phase: this.#phase,
      parts: this.#parts,
      complete: missingPart(this.#parts) === undefined,
      clear: this.#clear,
      heard: this.#aim === undefined ? '' : textOf(this.#aim),
    });
  }

  #aimAt(element: Element | undefined): void {
    if (element === this.#aim) return;
    this.#aim = element;
    this.#show();
  }

  #chosen(element: Element): void {
    const asked = this.#asked;
    const { composer } = this.#parts;
    if (asked === undefined) return;
    const isNear = composer === undefined || inOneDocument(composer, element);
    if (!isNear && asked !== 'composer') {
      this.#look(asked, 'teach_apart');
      return;
    }
    const tree = treeOf(element);
    if (asked === 'composer' && composer !== undefined && treeOf(composer) !== tree)
      this.#parts = { ...(isNear ? this.#parts : {}), ...guessIn(tree) };
    // What was taken for something else is that no more.
    const others = Object.entries(this.#parts).filter(([, one]) => one !== element);
    this.#parts = { ...Object.fromEntries(others), [asked]: element };
    this.#look(this.#nextMissing());
  }

  get #asked(): Part | undefined {
    return this.#phase.kind === 'look' ? this.#phase.asked : undefined;
  }

  #nextMissing = (): Part | undefined => PARTS.find((part) => this.#parts[part] === undefined);

  #learn(): void {
    const today = new Date().toISOString().slice(0, 10);
    const learnt = learnRecipe(this.#parts, { host: location.host, today });
    if ('fails' in learnt) {
      this.#look(learnt.fails, 'teach_unclear');
      return;
    }
    this.#learnt = learnt;
    this.#go({ kind: 'ask' });
  }

  /** Pages that do not take Enter have a button. */
  async #try(): Promise<void> {
    const { words, signal } = this.#options;
    const learnt = this.#learnt;
    if (learnt === undefined) return;
    this.#check = new AbortController();
    const end = AbortSignal.any([signal, this.#check.signal]);
    this.#go({ kind: 'checking' });
    const text = words('teach_check_text');
    let { recipe } = learnt;
    let outcome = await tryRecipe(recipe, text, end);
    if (outcome === 'refused' && learnt.button !== undefined && !end.aborted) {
      recipe = { ...recipe, send: learnt.button };
      outcome = await tryRecipe(recipe, text, end);
    }
    if (end.aborted) return;
    if (outcome !== 'delivered')
      return this.#look(undefined, outcome === 'refused' ? 'teach_not_sent' : 'teach_not_seen');
    this.#learnt = { recipe };
    await this.#keep();
  }

  async #keep(): Promise<void> {
    if (this.#learnt === undefined) return;
    const kept = await this.#options.keep(this.#learnt.recipe);
    this.#go({ kind: kept ? 'done' : 'not-kept' });
  }
}

const hasForeignFrame = (): boolean =>
  treesOf(document).some((tree) => Array.from(tree.querySelectorAll('iframe, frame')).some(isForeign));
