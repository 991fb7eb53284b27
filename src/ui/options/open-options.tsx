/** Joins the options page to the background and to the browser. */
import { render } from 'preact';
import browser from 'webextension-polyfill';
import type { LockState } from '#channel/lock.ts';
import type { OptionsEnvelope, OptionsReply } from '#channel/options.ts';
import { askLock, followLock } from '#ui/lock-client.ts';
import { LockContext } from '#ui/lock-context.ts';
import { markWearer } from '#ui/mark/wear-mark.ts';
import { browserSites } from '#ui/sites/site-access.ts';
import { speakOurLanguage, word } from '#ui/words.ts';
import { Options } from './options.tsx';
import type { Asking, OptionsActions, Question } from './options-actions.ts';

async function ask<Type extends Question>(question: Asking<Type>): Promise<OptionsReply<Type>> {
  const envelope: OptionsEnvelope = { channel: 'options', ask: question };
  try {
    const reply = await browser.runtime.sendMessage<OptionsEnvelope, OptionsReply<Type> | undefined>(
      envelope,
    );
    return reply ?? { ok: false, why: 'failed' };
  } catch {
    return { ok: false, why: 'failed' };
  }
}

/** Long enough for the browser to begin the download. */
const KEPT_FOR_MS = 60_000;

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_FOR_MS);
}

const browserActions: Omit<OptionsActions, 'messengers'> = {
  ask,
  save,
  askLock,
  sites: browserSites,
};

/** Fills `root` for as long as the document lives. */
export function openOptions(root: HTMLElement, messengers: OptionsActions['messengers']): void {
  const actions: OptionsActions = { ...browserActions, messengers };
  const wear = markWearer(document.documentElement);
  let lock: LockState | undefined;
  const draw = () =>
    render(
      <LockContext.Provider value={lock}>
        <Options section={location.hash.slice(1)} actions={actions} />
      </LockContext.Provider>,
      root,
    );
  speakOurLanguage(document.documentElement);
  document.title = word('options_title');
  addEventListener('hashchange', draw);
  followLock((state) => {
    lock = state;
    wear(state.mark);
    draw();
  });
  draw();
}
