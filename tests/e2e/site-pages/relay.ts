/** Carries what one page sends to the other's page, by way of the test's relay. `?relay=name` says who we are there. */
import type { SiteApi } from './page-api.ts';

export function joinRelay(api: SiteApi): void {
  const name = new URLSearchParams(location.search).get('relay');
  if (name === null) return;
  let sending: Promise<unknown> = Promise.resolve();
  api.carry = ({ to, text }) => {
    const send = () => fetch(`/relay/send?from=${name}`, { method: 'POST', body: text });
    if (to === 'sally') sending = sending.then(send);
  };
  void listen(name, api);
}

/** How many texts of the other side have been shown, whenever that was. */
const SEEN = 'relay:seen';

async function listen(name: string, api: SiteApi): Promise<void> {
  for (;;) {
    const seen = Number(localStorage.getItem(SEEN));
    const response = await fetch(`/relay/next?for=${name}&seen=${seen}`);
    const text = await response.text();
    localStorage.setItem(SEEN, String(seen + 1));
    api.receive(text);
  }
}
