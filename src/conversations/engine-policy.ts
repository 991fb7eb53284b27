/**
 * The user's rules in the protocol's words (OTRv3, "Policies").
 *
 * 'Require private' is REQUIRE_ENCRYPTION; 'start automatically' is WHITESPACE_START_AKE and ERROR_START_AKE. An account is on
 * one site, so the site's rules stand for the account's. SEND_WHITESPACE_TAG is never set: what goes out without privacy
 * is the page's own text, which stays as the user wrote it.
 */
import type { PolicyScope, PolicyViews } from '#channel/policy.ts';
import type { Policy } from '#otr/engine-types.ts';
import { resolvePolicy } from '#otr/policy.ts';

export function enginePolicy(views: PolicyViews): Policy {
  return resolvePolicy({
    contact: layer(views, 'contact'),
    account: layer(views, 'site'),
    byDefault: layer(views, 'everywhere'),
  });
}

function layer({ requirePrivate, startAutomatically }: PolicyViews, scope: PolicyScope): Partial<Policy> {
  const [required, automatic] = [requirePrivate.set[scope], startAutomatically.set[scope]];
  return {
    ...(required === undefined ? {} : { requireEncryption: required }),
    ...(automatic === undefined ? {} : { whitespaceStartAke: automatic, errorStartAke: automatic }),
  };
}
