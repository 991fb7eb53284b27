/** The rules: for everywhere, for each site, and the contacts that have their own. */
import type { RulesView, RuleValues } from '#channel/options.ts';
import type { PolicyName } from '#channel/policy.ts';
import { hostOf } from '#ui/sites/site-address.ts';
import { Switch } from '#ui/switch.tsx';
import { briefly, word } from '#ui/words.ts';
import type { OptionsActions } from './options-actions.ts';
import { Section } from './section.tsx';
import { type Answered, useAnswer } from './use-answer.ts';

type RuleQuestion = 'rules' | 'set-rule' | 'drop-rules';
type Run = Answered<RuleQuestion>['run'];

const RULES = [
  { policy: 'requirePrivate', words: 'policy_require' },
  { policy: 'startAutomatically', words: 'policy_start' },
] as const satisfies readonly { policy: PolicyName; words: string }[];

export function RulesSection({ actions }: { readonly actions: OptionsActions }) {
  const { answer, refusal, run } = useAnswer<RuleQuestion>(actions, { type: 'rules' });
  return (
    <Section
      name="rules"
      heading={word('policy_title')}
      about={word('rules_about')}
      refusal={refusal}
      ready={answer !== undefined}
    >
      {answer && (
        <>
          <dl class="meanings">
            <dt>{word('policy_require')}</dt>
            <dd>{word('policy_require_what')}</dd>
            <dt>{word('policy_start')}</dt>
            <dd>{word('policy_start_what')}</dd>
          </dl>
          <ul class="cards">
            <Scope title={word('policy_everywhere')} site={null} values={answer.everywhere} run={run} />
            {answer.sites.map(({ site, values }) => (
              <Scope key={site} title={hostOf(site)} site={site} values={values} run={run} />
            ))}
          </ul>
          {answer.sites.length === 0 && <p class="small">{word('rules_no_sites')}</p>}
          <h2>{word('rules_contacts')}</h2>
          {answer.contacts.length === 0 && <p class="nothing">{word('rules_no_contacts')}</p>}
          <ul class="rows">
            {answer.contacts.map((ruled) => (
              <Ruled key={Object.values(ruled.contact).join(' ')} ruled={ruled} run={run} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

interface ScopeProps {
  readonly title: string;
  /** Null: everywhere. */
  readonly site: string | null;
  readonly values: RuleValues;
  readonly run: Run;
}

function Scope({ title, site, values, run }: ScopeProps) {
  return (
    <li class="card" data-rules={site ?? 'everywhere'}>
      <h2>
        <bdi>{title}</bdi>
      </h2>
      <div>
        {RULES.map(({ policy, words }) => (
          <Switch
            key={policy}
            scope={policy}
            words={word(words)}
            label={`${title}: ${word(words)}`}
            on={values[policy]}
            flip={(value) => void run({ type: 'set-rule', site, policy, value })}
          />
        ))}
      </div>
    </li>
  );
}

function Ruled({ ruled, run }: { readonly ruled: RulesView['contacts'][number]; readonly run: Run }) {
  const { contact, name, rules } = ruled;
  const said = RULES.flatMap(({ policy, words }) => {
    const value = rules[policy];
    return value === undefined ? [] : [word(value ? 'rules_on' : 'rules_off', word(words))];
  });
  return (
    <li class="row kept" data-ruled={contact.peer}>
      <span class="row-who">
        <bdi class="row-name">{name}</bdi>
        {name !== contact.peer && <bdi class="small">{contact.peer}</bdi>}
        <span class="small">{said.join(' · ')}</span>
      </span>
      <button
        type="button"
        class="button"
        data-action="drop-rules"
        aria-label={word('rules_drop_whose', briefly(name))}
        onClick={() => void run({ type: 'drop-rules', contact })}
      >
        {word('sites_remove')}
      </button>
    </li>
  );
}
