/** Who an entry of the vault is about: an account of ours on one origin, or a contact of it. */

/** An account of ours on one origin. */
export interface AccountName {
  readonly origin: string;
  readonly service: string;
  readonly account: string;
}

/** A contact of one of our accounts. */
export interface ContactName extends AccountName {
  readonly peer: string;
}

export const accountParts = ({ origin, service, account }: AccountName): string[] => [
  origin,
  service,
  account,
];

export const contactParts = (contact: ContactName): string[] => [...accountParts(contact), contact.peer];

/** Nothing but the name: callers hand in objects that hold more. */
export const accountName = ({ origin, service, account }: AccountName): AccountName => ({
  origin,
  service,
  account,
});

/** Nothing but the name: callers hand in objects that hold more. */
export const contactName = (contact: ContactName): ContactName => ({
  ...accountName(contact),
  peer: contact.peer,
});
