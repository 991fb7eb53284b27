/**
 * The user's rules for this contact: three switches each, and in words which of them holds now. A switch that was never
 * touched shows what it follows.
 */
import type { ConversationView } from '#channel/conversation.ts';
import { inherited, POLICY_SCOPES, type PolicyName, type PolicyScope } from '#channel/policy.ts';
import { word } from '#ui/words.ts';
import type { PopupActions } from './popup-actions.ts';

interface PoliciesProps {
  readonly view: ConversationView;
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

export function Policies({ view, post }: PoliciesProps) {
  return (
    <section class="policies" aria-label={word('policy_title')}>
      <Policy
        policy="requirePrivate"
        title={word('policy_require')}
        what={word('policy_require_what')}
        view={view}
        post={post}
      />
      <Policy
        policy="startAutomatically"
        title={word('policy_start')}
        what={word('policy_start_what')}
        view={view}
        post={post}
      />
    </section>
  );
}

interface PolicyProps extends PoliciesProps {
  readonly policy: PolicyName;
  readonly title: string;
  readonly what: string;
}

function Policy({ policy, title, what, view, post }: PolicyProps) {
  const rule = view.policies[policy];
  const flip = (scope: PolicyScope, value: boolean) =>
    post({ type: 'set-policy', conversation: view.id, policy, scope, value });
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
            title={title}
            on={rule.set[scope] ?? inherited(rule, scope)}
            flip={flip}
          />
        ))}
      </fieldset>
    </details>
  );
}

interface SwitchProps {
  readonly scope: PolicyScope;
  readonly title: string;
  readonly on: boolean;
  readonly flip: (scope: PolicyScope, value: boolean) => void;
}

function Switch({ scope, title, on, flip }: SwitchProps) {
  const words = word(SCOPE_WORDS[scope]);
  return (
    <label class="switch-line">
      <span>{words}</span>
      <input
        type="checkbox"
        role="switch"
        class="switch"
        data-scope={scope}
        aria-label={`${title}: ${words}`}
        aria-checked={on}
        checked={on}
        onChange={(event) => flip(scope, event.currentTarget.checked)}
      />
    </label>
  );
}
