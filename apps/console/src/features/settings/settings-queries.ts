import type { Answer, mail, signInPolicy } from '@licet/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

export type Policy = Answer<typeof signInPolicy.show>;

export const policyQuery = queryOptions({
  queryKey: ['sign-in-policy'],
  queryFn: ({ signal }) => call(doors.signInPolicy.show, { signal }),
});

export type Mail = Answer<typeof mail.show>;

export const mailQuery = queryOptions({
  queryKey: ['mail-settings'],
  queryFn: ({ signal }) => call(doors.mail.show, { signal }),
});
