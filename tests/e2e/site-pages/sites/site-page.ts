/** What one messenger's page is made of, after its known structure. */
import type { EditorName } from '#tests/e2e/site-pages/editors/all.ts';

/** The chats of our account: with Sally, with Tom, and of several people. */
export type ChatName = 'sally' | 'tom' | 'group';

export interface Message {
  readonly id: number;
  readonly text: string;
  readonly mine: boolean;
  /** What is left of the text until the row is unfolded. */
  readonly cut?: boolean;
  /** What it answers, repeated above it. */
  readonly quote?: string;
}

export interface Places {
  /** Rows become its children. */
  readonly list: HTMLElement;
  /** The editor goes here. */
  readonly place: HTMLElement;
  readonly button?: HTMLElement;
}

export interface SitePage {
  readonly editor: EditorName;
  /** The composer's attributes. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Puts who is logged in where the site has it. */
  logIn?(): void | Promise<void>;
  address(chat: ChatName): string;
  /** Builds the page into `root`, without rows. */
  layout(root: HTMLElement | ShadowRoot): Places;
  /** Shows which chat is open. */
  show(chat: ChatName, places: Places): void;
  row(message: Message, unfold: () => void): HTMLElement;
}

export const NAMES: Readonly<Record<ChatName, string>> = {
  sally: 'Sally Smith',
  tom: 'Tom Taylor',
  group: 'Family',
};
export const IDS: Readonly<Record<ChatName, string>> = { sally: '1001', tom: '1002', group: '1003' };

/** A page of which a long text is cut. */
export const shown = ({ text, cut }: Message): string => (cut ? `${text.slice(0, 120)}…` : text);
