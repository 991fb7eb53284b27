/** A secret was asked for while the vault is locked: nothing was read, nothing was written. */
export class VaultLockedError extends Error {
  constructor() {
    super('The vault is locked');
    this.name = 'VaultLockedError';
  }
}

/** For a rejection handler: whatever it was is done again after unlocking. Throws all other errors. */
export function ignoreLocked(error: unknown): void {
  if (!(error instanceof VaultLockedError)) throw error;
}
