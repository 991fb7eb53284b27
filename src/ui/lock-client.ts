/** Asks the background about the lock and the mark, and is told when they change. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { LockAnswer, type LockCommand, LockNews, type LockState } from '#channel/lock.ts';

/** Rejects when the background gave no answer: it may have died in between, and what was asked may be done or not. */
export type AskLock = (command: LockCommand) => Promise<LockAnswer>;

export const askLock: AskLock = async (command) =>
  v.parse(LockAnswer, await browser.runtime.sendMessage(command));

/** Tells the state now and after each change, for as long as the document lives. */
export function followLock(tell: (state: LockState) => void): void {
  browser.runtime.onMessage.addListener((message: unknown) => {
    const news = v.safeParse(LockNews, message);
    if (news.success) tell(news.output.state);
    return undefined;
  });
  void askLock({ type: 'lock-state' }).then(
    ({ state }) => tell(state),
    () => undefined,
  );
}
