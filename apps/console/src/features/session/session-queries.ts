import type { Me } from '@licet/contract';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { call, isSignedOut } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await call(doors.session.current, { signal });
    } catch (error) {
      if (isSignedOut(error)) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

/** The signed-in user. Only for what stands inside the frame, which is not shown to anybody else. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error('used outside of a session');
  return data;
}
