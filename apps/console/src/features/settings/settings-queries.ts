import type { Answer, signInPolicy } from '@licet/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

export type Policy = Answer<typeof signInPolicy.show>;

export const policyQuery = queryOptions({
  queryKey: ['sign-in-policy'],
  queryFn: ({ signal }) => call(doors.signInPolicy.show, { signal }),
});
