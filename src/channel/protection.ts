/** Whom a messenger's page must not write to without privacy, as the content script and the wire hook are told. */
import * as v from 'valibot';
import { Name } from './conversation.ts';

/**
 * Of one account's contacts: those listed, or everybody but those. Whoever is told knows these names anyway: they are the
 * page's own contacts.
 */
export const Protection = v.strictObject({ everybody: v.boolean(), but: v.array(Name) });
export type Protection = v.InferOutput<typeof Protection>;
