/** The messengers: the user types an address, the browser asks, Sotto is switched on there and nowhere else. */
import { useEffect, useId, useState } from 'preact/hooks';
import { word } from '#ui/words.ts';
import { siteAddress } from './site-address.ts';
import type { WelcomeActions } from './welcome-actions.ts';

type Outcome = 'none' | 'added' | 'refused' | 'not-an-address';

const WORDS = {
  added: 'sites_added',
  refused: 'sites_refused',
  'not-an-address': 'sites_not_an_address',
} as const;

export function Sites({ actions }: { readonly actions: WelcomeActions }) {
  const [address, setAddress] = useState('');
  const [outcome, setOutcome] = useState<Outcome>('none');
  const [sites, setSites] = useState<readonly string[]>([]);
  const id = useId();
  const look = () => void actions.grantedSites().then(setSites, () => undefined);
  useEffect(look, []);
  const add = () => {
    const origin = siteAddress(address);
    if (origin === undefined) return setOutcome('not-an-address');
    // Straight from the click: the browser asks for nothing otherwise.
    actions.requestSite(origin).then(
      (granted) => {
        setOutcome(granted ? 'added' : 'refused');
        if (granted) setAddress('');
        look();
      },
      () => setOutcome('refused'),
    );
  };
  return (
    <>
      <p>{word('welcome_sites_why')}</p>
      <form
        class="site-form"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <label for={id}>{word('sites_xmpp')}</label>
        <div class="site-line">
          <input
            id={id}
            name="site"
            type="text"
            inputMode="url"
            dir="ltr"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            placeholder="https://chat.example.org"
            aria-describedby={`${id}-outcome`}
            aria-invalid={outcome === 'not-an-address'}
            value={address}
            onInput={(event) => {
              setAddress(event.currentTarget.value);
              setOutcome('none');
            }}
          />
          <button type="submit" class="button" data-action="add-site" disabled={address.trim() === ''}>
            {word('sites_use')}
          </button>
        </div>
        <p class="passphrase-words" id={`${id}-outcome`} role="status" data-outcome={tone(outcome)}>
          {outcome !== 'none' && word(WORDS[outcome])}
        </p>
      </form>
      {sites.length > 0 && (
        <>
          <h2>{word('sites_on')}</h2>
          <ul class="site-list">
            {sites.map((site) => (
              <li key={site}>
                <bdi>{site}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="small">{word('sites_later')}</p>
    </>
  );
}

const tone = (outcome: Outcome): string => (outcome === 'added' ? 'done' : 'wrong');
