/** Answers the options page's questions about the user's rules. */
import type { FromOptions, OptionsAnswers, RuleValues } from '#channel/options.ts';
import type { Policies, Rules } from '#vault/policies.ts';
import type { Vault } from '#vault/vault.ts';
import type { Tabs } from './tabs.ts';

type Ask = Extract<FromOptions, { type: 'rules' | 'set-rule' | 'drop-rules' }>;

export interface RulesDeskOptions {
  readonly policies: Pick<Policies, 'rules' | 'set' | 'forget' | 'ofSites' | 'ofAllContacts'>;
  readonly identities: Pick<Vault['identities'], 'list'>;
  readonly tabs: Pick<Tabs, 'all'>;
  /** Told after each change. */
  changed(): Promise<void>;
}

const valuesOf = (rules: Rules, wider: Partial<RuleValues> = {}): RuleValues => ({
  requirePrivate: rules.requirePrivate ?? wider.requirePrivate ?? false,
  startAutomatically: rules.startAutomatically ?? wider.startAutomatically ?? false,
});

export class RulesDesk {
  readonly #options: RulesDeskOptions;

  constructor(options: RulesDeskOptions) {
    this.#options = options;
  }

  async answer(ask: Ask): Promise<OptionsAnswers['rules']> {
    const { policies, changed } = this.#options;
    if (ask.type === 'set-rule') await this.#set(ask);
    if (ask.type === 'drop-rules') await policies.forget(ask.contact);
    if (ask.type !== 'rules') await changed();
    return this.#overview();
  }

  /** What everywhere says already is left to it. */
  async #set({ site, policy, value }: Extract<Ask, { type: 'set-rule' }>): Promise<void> {
    const { policies } = this.#options;
    const everywhere = valuesOf(await policies.rules({ scope: 'everywhere' }));
    const inherited = site === null ? false : everywhere[policy];
    const scope =
      site === null ? ({ scope: 'everywhere' } as const) : ({ scope: 'site', origin: site } as const);
    await policies.set(scope, policy, value === inherited ? undefined : value);
  }

  async #overview(): Promise<OptionsAnswers['rules']> {
    const { policies } = this.#options;
    const [wide, ruled, contacts, origins] = await Promise.all([
      policies.rules({ scope: 'everywhere' }),
      policies.ofSites(),
      policies.ofAllContacts(),
      this.#origins(),
    ]);
    const everywhere = valuesOf(wide);
    const sites = new Map<string, Rules>(origins.map((origin) => [origin, {}]));
    for (const { origin, rules } of ruled) sites.set(origin, rules);
    return {
      everywhere,
      sites: Array.from(sites, ([site, rules]) => ({ site, values: valuesOf(rules, everywhere) })).sort(
        (a, b) => (a.site < b.site ? -1 : 1),
      ),
      contacts: contacts.map(({ contact, name = contact.peer, rules }) => ({ contact, name, rules })),
    };
  }

  /** Where the user has an account, with a key or in a tab. */
  async #origins(): Promise<string[]> {
    const { identities, tabs } = this.#options;
    const withKey = (await identities.list()).map(({ account }) => account.origin);
    const inTabs = tabs.all().flatMap(({ origin, account }) => (account === undefined ? [] : [origin]));
    return [...withKey, ...inTabs];
  }
}
