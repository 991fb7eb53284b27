/**
 * The policies of OTRv3, "Policies", in layers: what is said of a contact goes before what is said of the account, and
 * that before the default.
 */
import type { Policy } from './engine-types.ts';

/** Nothing begins by itself and nothing is demanded: libotr's OTRL_POLICY_MANUAL. */
export const MANUAL_POLICY: Policy = {
  requireEncryption: false,
  sendWhitespaceTag: false,
  whitespaceStartAke: false,
  errorStartAke: false,
};

/** What a layer leaves out is left to the wider ones. */
export interface PolicyLayers {
  readonly contact: Partial<Policy>;
  readonly account: Partial<Policy>;
  readonly byDefault: Partial<Policy>;
}

/** What holds, each policy by itself; what no layer speaks of is as in MANUAL_POLICY. */
export const resolvePolicy = ({ contact, account, byDefault }: PolicyLayers): Policy => ({
  ...MANUAL_POLICY,
  ...byDefault,
  ...account,
  ...contact,
});
