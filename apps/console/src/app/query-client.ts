import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isFinal, isOwed, isSignedOut } from '../shared/api/client.ts';

interface Told {
  /** An answer says that the session is over. */
  onSignedOut: () => void;
  /** An answer says that a new password or a second step comes first. */
  onOwed: () => void;
}

/** The cache of what was asked. */
export function createQueryClient({ onSignedOut, onOwed }: Told): QueryClient {
  const onError = (error: Error) => {
    if (isSignedOut(error)) onSignedOut();
    if (isOwed(error)) onOwed();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: (count, error) => !isFinal(error) && count < 2,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always', onError },
    },
  });
}
