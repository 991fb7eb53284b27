/**
 * The user's rules for this contact: three switches each, and in words which of them holds now. A switch shows
 * what the user chose at once, the words what is on record; one that was never touched shows what it follows.
 */
import type { ConversationView } from '#channel/conversation.ts';
import { inherited, POLICY_SCOPES, type PolicyName, type PolicyScope, withRule } from '#channel/policy.ts';
import type { OpenDocument } from '#ui/document-state.ts';
import { Switch } from '#ui/switch.tsx';
import { word } from '#ui/words.ts';
import type { PopupActions } from './popup-actions.ts';

interface PoliciesProps {
  readonly view: ConversationView;
  /** Switched, and not on record yet. */
  readonly switched: OpenDocument['switched'];
  /** Switched, and not kept. */
  readonly unkept: PolicyName | undefined;
  readonly post: PopupActions['post'];
}

const SCOPE_WORDS = {
  contact: 'policy_this_contact',
  site: 'policy_this_site',
  everywhere: 'policy_everywhere',
} as const satisfies Record<PolicyScope, string>;

const HOLDS = {
  contact: { on: 'policy_on_contact', off: 'policy_off_contact' },
  site: { on: 'policy_on_site', off: 'policy_off_site' },
  everywhere: { on: 'policy_on_everywhere', off: 'policy_off_everywhere' },
} as const satisfies Record<PolicyScope, Record<'on' | 'off', string>>;

export function Policies(props: PoliciesProps) {
  return (
    <section class="policies" aria-label={word('policy_title')}>
      <Policy
        policy="requirePrivate"
        title={word('policy_require')}
        what={word('policy_require_what')}
        {...props}
      />
      <Policy
        policy="startAutomatically"
        title={word('policy_start')}
        what={word('policy_start_what')}
        {...props}
      />
    </section>
  );
}

interface PolicyProps extends PoliciesProps {
  readonly policy: PolicyName;
  readonly title: string;
  readonly what: string;
}

function Policy({ policy, title, what, view, switched = [], unkept, post }: PolicyProps) {
  const rule = view.policies[policy];
  const chosen = switched
    .filter((one) => one.policy === policy)
    .reduce((before, { scope, value }) => withRule(before, scope, value), rule);
  const flip = (scope: PolicyScope, value: boolean) =>
    post({ type: 'set-policy', conversation: view.id, id: crypto.randomUUID(), policy, scope, value });
  return (
    <details class="policy" data-policy={policy} data-value={rule.value ? 'on' : 'off'} data-from={rule.from}>
      <summary>
        <span class="policy-title">{title}</span>
        <span class="small">{word(HOLDS[rule.from][rule.value ? 'on' : 'off'], view.name)}</span>
      </summary>
      <fieldset>
        <legend class="small">{what}</legend>
        {POLICY_SCOPES.map((scope) => (
          <Switch
            key={scope}
            scope={scope}
            words={word(SCOPE_WORDS[scope])}
            label={`${title}: ${word(SCOPE_WORDS[scope])}`}
            on={chosen.set[scope] ?? inherited(chosen, scope)}
            flip={(value) => flip(scope, value)}
          />
        ))}
        {unkept === policy && (
          <p class="trouble" role="alert">
            {word('policy_not_kept')}
          </p>
        )}
      </fieldset>
    </details>
  );
}
