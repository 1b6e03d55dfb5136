import { queryOptions } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => call(doors.overview.show, { signal }),
  refetchInterval: ({ state }) => (state.data?.accounts.some((account) => account.state === 'running') ? 5000 : 60_000),
});
