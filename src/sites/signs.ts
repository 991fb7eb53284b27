/**
 * Signs in the page of software that anybody may host: which recipe is for it no address can tell.
 *
 * They stand here and not in the recipes, so that a page in which there is none is loaded with nothing more than them.
 */

/** A selector, by the recipe's id. */
export const SIGNS = {
  'the-lounge': 'meta[name=application-name][content="The Lounge"]',
  converse: 'converse-chat[jid], converse-muc[jid]',
} as const;
export type SignId = keyof typeof SIGNS;

const LOOK_MS = 500;
/** A page that speaks XMPP is connected so long after it shows a chat, in ms. */
const PATIENCE = 15_000;

/** Tells which sign is there, once; until the signal. */
export function watchForSign(found: (id: SignId) => void, signal: AbortSignal): void {
  let since: number | undefined;
  const look = (): void => {
    const id = (Object.keys(SIGNS) as SignId[]).find((one) => document.querySelector(SIGNS[one]) !== null);
    if (id === undefined) return;
    since ??= Date.now();
    if (id === 'converse' && Date.now() - since < PATIENCE) return;
    clearInterval(looking);
    found(id);
  };
  const looking = setInterval(look, LOOK_MS);
  signal.addEventListener('abort', () => clearInterval(looking));
  look();
}
