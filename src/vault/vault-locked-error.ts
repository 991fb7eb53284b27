/** A secret was asked for while the vault is locked: nothing was read, nothing was written. */
export class VaultLockedError extends Error {
  constructor() {
    super('The vault is locked');
    this.name = 'VaultLockedError';
  }
}
