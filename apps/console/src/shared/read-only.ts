import { createContext, useContext } from 'react';

const ReadOnly = createContext<string | null>(null);

/** Tells everything below that nothing can be changed now, and why; null when it can. */
export const ReadOnlyProvider = ReadOnly.Provider;

/** Why nothing can be changed now; null when it can. */
export function useReadOnly(): string | null {
  return useContext(ReadOnly);
}
