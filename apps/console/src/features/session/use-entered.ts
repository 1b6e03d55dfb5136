import type { Me } from '@licet/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { sessionQuery } from './session-queries.ts';

/** Shows the console to who has just signed in, in whatever way. */
export function useEntered(): (me: Me) => void {
  const router = useRouter();
  const queries = useQueryClient();
  const { next } = useSearch({ from: '/sign-in' });
  return (me) => {
    // What another user saw before must not show through.
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, me);
    router.history.push(next ?? '/');
  };
}
