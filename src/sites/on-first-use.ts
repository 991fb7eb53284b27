/** Things that many pages never need: made when they are. */

export interface OnFirstUse<T> {
  /** Makes it, the first time. */
  use(): T;
  /** Undefined while nobody has used it. */
  readonly made: T | undefined;
}

export function onFirstUse<T>(make: () => T): OnFirstUse<T> {
  let made: T | undefined;
  return {
    use: () => (made ??= make()),
    get made() {
      return made;
    },
  };
}
