/** From the parts that somebody pointed at to a recipe; or which part it fails on. */
import * as v from 'valibot';
import { Recipe, serviceOf } from '#channel/recipe.ts';
import { seenIn } from '#sites/dom/page-scope.ts';
import { learnRows } from './learn-rows.ts';
import { PARTS, type Part, type Parts, seenAll, textOf } from './page-parts.ts';
import { ancestors, selectorFor } from './selector.ts';
import { inOneDocument, pathFrom, type Tree, treeOf, wayTo } from './trees.ts';

/** IRC carries no more in one message, and every messenger carries as much. */
const MAX_TEXT = 340;

/** `button`: how to send where the page does not take Enter. */
export type Learnt = { readonly recipe: Recipe; readonly button?: Recipe['send'] } | { readonly fails: Part };

interface Where {
  readonly host: string;
  readonly today: string;
}

/** `host` and `today` (2026-11-21) stand in the recipe: where and when it was made. */
export function learnRecipe(parts: Parts, where: Where): Learnt {
  const missing = missingPart(parts);
  const { composer, name } = parts;
  if (missing !== undefined || composer === undefined || name === undefined)
    return { fails: missing ?? 'composer' };
  const found = Object.values(parts);
  const apart = PARTS.find((part) => parts[part] !== undefined && !inOneDocument(parts[part], composer));
  const isOne = found.every((one) => treeOf(one) === treeOf(composer));
  const base = isOne ? treeOf(composer) : composer.ownerDocument;
  const within = wayTo(base);
  if (within === undefined || apart !== undefined) return { fails: apart ?? 'composer' };
  return learnWithin(base, within, { ...parts, composer, name }, where);
}

type Whole = Parts & Required<Pick<Parts, 'composer' | 'name'>>;

/** `within` leads to the base: the tree in which all parts stand, or the document in whose trees they do. */
function learnWithin(base: Tree, within: readonly string[], parts: Whole, where: Where): Learnt {
  const { composer, mine, theirs, name } = parts;
  const rowsPart = mine === undefined ? 'theirs' : 'mine';
  const examples = { ...(mine === undefined ? {} : { mine }), ...(theirs === undefined ? {} : { theirs }) };
  const learnt = learnRows(examples, composer);
  if (learnt === undefined) return { fails: rowsPart };
  const places = {
    composer: pathFrom(base, composer),
    [rowsPart]: pathFrom(base, learnt.list),
    name: pathFrom(base, name),
  };
  const fails = PARTS.find((part) => part in places && places[part] === undefined);
  if (fails !== undefined) return { fails };
  const recipe = v.safeParse(Recipe, {
    id: serviceOf(where.host),
    name: where.host,
    hosts: [],
    tried: { live: true, when: where.today, against: where.host },
    maxText: longestIn(composer),
    ...(within.length === 0 ? {} : { within }),
    account: [{ from: 'fixed', value: 'me' }],
    ...peerSources(base, name, composer, places.name ?? ''),
    header: pathFrom(base, headerOf(name)) ?? places.name,
    composer: places.composer,
    ...footerOf(composer, learnt.list),
    send: 'enter',
    list: places[rowsPart],
    rows: learnt.rows,
  });
  if (!recipe.success) return { fails: 'composer' };
  const button = sendButton(base, composer, learnt.list);
  return { recipe: recipe.output, ...(button === undefined ? {} : { button }) };
}

/** The next part that has to be pointed at; messages of one side are enough. */
export function missingPart({ composer, mine, theirs, name }: Parts): Part | undefined {
  if (composer === undefined) return 'composer';
  if (mine === undefined && theirs === undefined) return 'mine';
  return name === undefined ? 'name' : undefined;
}

function longestIn(composer: Element): number {
  const most = Number(composer.getAttribute('maxlength') ?? MAX_TEXT);
  return Number.isInteger(most) && most >= 100 ? Math.min(most, MAX_TEXT) : MAX_TEXT;
}

/** The line that the name stands in, as long as it is no more than a line. */
function headerOf(name: Element): Element {
  const line = name.parentElement;
  const isLine =
    line !== null && line !== name.ownerDocument.body && line.getBoundingClientRect().height <= 120;
  return isLine ? line : name;
}

const ADDRESSES = /^(data-)?(jid|peer-?id|chat-?id|conversation-?id|thread-?id|dialog-?id|peer|chat|thread)$/;

/** The page's own name for the chat where it has one; what it calls the contact otherwise. */
function peerSources(
  base: Tree,
  name: Element,
  composer: Element,
  select: string,
): Pick<Recipe, 'peer' | 'title'> {
  const title = { from: 'element', select } as const;
  for (const around of [composer, ...ancestors(composer, treeOf(composer))]) {
    const attribute = around
      .getAttributeNames()
      .find((one) => ADDRESSES.test(one) && around.getAttribute(one) !== '');
    if (attribute === undefined || !(around.contains(name) || around === composer)) continue;
    const chat = pathFrom(base, around);
    const found = chat && seenIn(base, `${chat}[${attribute}]`);
    if (found === around)
      return { peer: { from: 'element', select: `${chat}[${attribute}]`, attribute }, title };
  }
  return { peer: title };
}

/** What is covered with the composer: as much around it as holds a button and nothing of the messages. */
function footerOf(composer: Element, list: Element): Pick<Recipe, 'footer'> {
  const around = besideList(composer, list);
  const footer = around.find((one) => one.matches('form, footer') || seenAll(one, BUTTONS).length > 0);
  const select = footer && selectorFor(footer, treeOf(composer));
  return select === undefined ? {} : { footer: select };
}

/** What is around the composer and holds nothing of the messages, from the inside. */
const besideList = (composer: Element, list: Element): Element[] =>
  ancestors(composer, treeOf(composer)).filter(
    (one) => !one.contains(list) && one !== composer.ownerDocument.body,
  );

const BUTTONS = 'button, [role=button], input[type=submit]';
const SEND = /send|submit|senden|envoyer|enviar|invia|verzend|skicka|wyślij|отправ|送信|发送|إرسال/i;

/** The button that sends, where there is one beside the composer: for pages that do not take Enter. */
function sendButton(base: Tree, composer: Element, list: Element): Recipe['send'] | undefined {
  const around = besideList(composer, list);
  const buttons = seenAll(around.at(-1) ?? composer, BUTTONS);
  const button = buttons.find((one) => one.matches('[type=submit]') || SEND.test(wordsOf(one)));
  const click = button && pathFrom(base, button);
  return click === undefined ? undefined : { click };
}

const wordsOf = (button: Element): string =>
  ['aria-label', 'title', 'data-testid', 'data-qa', 'data-icon', 'class', 'id']
    .map((name) => button.getAttribute(name) ?? '')
    .concat(textOf(button))
    .join(' ');
