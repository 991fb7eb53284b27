/**
 * The user's rules as documents are told of them: 'Require private' and 'Start automatically', each for one contact, for
 * a site, or everywhere.
 */
import * as v from 'valibot';

export const PolicyName = v.picklist(['requirePrivate', 'startAutomatically']);
export type PolicyName = v.InferOutput<typeof PolicyName>;

/** From the narrowest to the widest: the narrowest that says something holds. */
export const POLICY_SCOPES = ['contact', 'site', 'everywhere'] as const;
export const PolicyScope = v.picklist(POLICY_SCOPES);
export type PolicyScope = v.InferOutput<typeof PolicyScope>;

export interface PolicyView {
  /** What holds for this contact now. */
  readonly value: boolean;
  /** Which rule says so; 'everywhere' also when nothing was ever set. */
  readonly from: PolicyScope;
  /** What is set in each scope itself. */
  readonly set: Readonly<Partial<Record<PolicyScope, boolean>>>;
}

export type PolicyViews = Readonly<Record<PolicyName, PolicyView>>;

/** What holds when this is set: the narrowest scope that says something decides. */
export function policyView(set: PolicyView['set']): PolicyView {
  const from = POLICY_SCOPES.find((scope) => set[scope] !== undefined) ?? 'everywhere';
  return { value: set[from] ?? false, from, set };
}

/** What holds when the user has switched it here. What a wider scope says already is left to it. */
export function withRule(view: PolicyView, scope: PolicyScope, value: boolean): PolicyView {
  const { [scope]: _, ...others } = view.set;
  return policyView(value === inherited(view, scope) ? others : { ...others, [scope]: value });
}

/** What this scope would follow if nothing were set in it. */
export function inherited({ set }: PolicyView, scope: PolicyScope): boolean {
  const wider = POLICY_SCOPES.slice(POLICY_SCOPES.indexOf(scope) + 1);
  return wider.map((one) => set[one]).find((value) => value !== undefined) ?? false;
}
