/** What every part of a document may want to know: whether Sotto is locked, and the user's mark. Undefined until told. */
import { createContext } from 'preact';
import type { LockState } from '#channel/lock.ts';

export const LockContext = createContext<LockState | undefined>(undefined);
