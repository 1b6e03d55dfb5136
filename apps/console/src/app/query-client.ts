import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isFinal, isSignedOut } from '../shared/api/client.ts';

/** The cache of what was asked; `onSignedOut` is told when any answer says that the session is over. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error) => void (isSignedOut(error) && onSignedOut()) }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: (count, error) => !isFinal(error) && count < 2,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always', onError: (error) => void (isSignedOut(error) && onSignedOut()) },
    },
  });
}
