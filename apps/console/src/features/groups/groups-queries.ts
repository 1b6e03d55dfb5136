import type { GroupNode } from '@licet/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

/** The group tree; with Shared Objects where one chooses an access group. */
export function groupTreeQuery(purpose: 'computers' | 'access') {
  return queryOptions({
    queryKey: ['groups', 'tree', purpose],
    queryFn: ({ signal }) => call(doors.groups.tree, { query: { for: purpose }, signal }),
    staleTime: 60_000,
  });
}

export function groupQuery(id: string) {
  return queryOptions({
    queryKey: ['groups', 'one', id],
    queryFn: ({ signal }) => call(doors.groups.show, { params: { id }, signal }),
  });
}

/** True for groups that stand for one customer or one provider: what the console can be narrowed to. */
export function isCustomerGroup(node: GroupNode): boolean {
  return node.kind === 'customer' || node.kind === 'msp';
}
