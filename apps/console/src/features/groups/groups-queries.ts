import type { GroupNode } from '@licet/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

/** The group tree; with Shared Objects where one chooses an access group. */
export function groupTreeQuery(purpose: 'computers' | 'access', asOf?: string) {
  return queryOptions({
    queryKey: ['groups', 'tree', purpose, asOf],
    queryFn: ({ signal }) => call(doors.groups.tree, { query: { for: purpose, ...(asOf ? { asOf } : {}) }, signal }),
    staleTime: 60_000,
  });
}

export function groupQuery(id: string, asOf?: string) {
  return queryOptions({
    queryKey: ['groups', 'one', id, asOf],
    queryFn: ({ signal }) => call(doors.groups.show, { params: { id }, query: asOf ? { asOf } : {}, signal }),
  });
}

/** True for groups that stand for one customer or one provider: what the console can be narrowed to. */
export function isCustomerGroup(node: GroupNode): boolean {
  return node.kind === 'customer' || node.kind === 'msp';
}
