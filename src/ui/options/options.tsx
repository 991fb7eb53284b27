/** The options page: sections on the left (on top in a narrow window), one of them open. A pure view over `actions`. */
import { useContext, useEffect, useRef } from 'preact/hooks';
import { LockContext } from '#ui/lock-context.ts';
import { OwnMark } from '#ui/mark/mark-picture.tsx';
import { word } from '#ui/words.ts';
import { Accounts } from './accounts.tsx';
import { BackupSection } from './backup-section.tsx';
import { Contacts } from './contacts.tsx';
import { HistorySection } from './history-section.tsx';
import { LockSection } from './lock-section.tsx';
import { Locked } from './locked.tsx';
import { MarkSection } from './mark-section.tsx';
import type { OptionsActions } from './options-actions.ts';
import { RulesSection } from './rules-section.tsx';
import { HEADING_ID } from './section.tsx';
import { SitesSection } from './sites-section.tsx';

const SECTIONS = [
  { name: 'accounts', words: 'options_accounts', View: Accounts },
  { name: 'contacts', words: 'options_contacts', View: Contacts },
  { name: 'rules', words: 'policy_title', View: RulesSection },
  { name: 'history', words: 'options_history', View: HistorySection },
  { name: 'lock', words: 'options_lock', View: LockSection },
  { name: 'backup', words: 'options_backup', View: BackupSection },
  { name: 'sites', words: 'options_sites', View: SitesSection },
  { name: 'mark', words: 'options_mark', View: MarkSection },
] as const;

interface OptionsProps {
  /** The section that is asked for; the first one when there is none of that name. */
  readonly section: string;
  readonly actions: OptionsActions;
}

export function Options({ section, actions }: OptionsProps) {
  const open = SECTIONS.find(({ name }) => name === section) ?? SECTIONS[0];
  const locked = useContext(LockContext)?.locked === true;
  useHeadingFocus(open.name, locked);
  return (
    <div class="options">
      <header class="side">
        <p class="product">
          <OwnMark />
          {word('extensionName')}
        </p>
        <nav aria-label={word('options_title')}>
          <ul>
            {SECTIONS.map(({ name, words }) => (
              <li key={name}>
                <a href={`#${name}`} aria-current={name === open.name ? 'page' : undefined}>
                  {word(words)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main>
        {locked ? <Locked ask={actions.askLock} /> : <open.View key={open.name} actions={actions} />}
      </main>
    </div>
  );
}

/** A new section is a new page to those who hear it: the focus goes to its heading, but not when the page opens. */
function useHeadingFocus(section: string, locked: boolean): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) document.getElementById(HEADING_ID)?.focus();
    first.current = false;
  }, [section, locked]);
}
