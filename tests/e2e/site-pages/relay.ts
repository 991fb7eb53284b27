/** Carries what one page sends to the other's page, by way of the test's relay. `?relay=name` says who we are there. */
import type { SiteApi } from './page-api.ts';

export function joinRelay(api: SiteApi): void {
  const name = new URLSearchParams(location.search).get('relay');
  if (name === null) return;
  api.carry = ({ to, text }) => {
    if (to === 'sally') void fetch(`/relay/send?from=${name}`, { method: 'POST', body: text });
  };
  void listen(name, api);
}

async function listen(name: string, api: SiteApi): Promise<void> {
  for (;;) {
    const response = await fetch(`/relay/next?for=${name}`);
    if (response.status === 200) api.receive(await response.text());
  }
}
