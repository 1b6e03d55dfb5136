import type { Answer, access } from '@licet/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

export type ObjectKind = Answer<typeof access.who>['object']['kind'];
export type AccessWay = Answer<typeof access.who>['users'][number]['ways'][number];

/** The kinds that can be chosen on a screen. */
export const objectKinds = [
  'group',
  'pool',
  'license',
  'computer',
  'installer',
  'user',
  'permission-set',
  'certificate',
  'portal-account',
  'notification-rule',
  'report',
] as const satisfies ObjectKind[];

export function whoQuery(kind: ObjectKind, id: string) {
  return queryOptions({
    queryKey: ['access', 'who', kind, id],
    queryFn: ({ signal }) => call(doors.access.who, { query: { kind, id }, signal }),
  });
}

export function explainQuery(userId: string, kind: ObjectKind, id: string) {
  return queryOptions({
    queryKey: ['access', 'explain', userId, kind, id],
    queryFn: ({ signal }) => call(doors.access.explain, { query: { userId, kind, id }, signal }),
  });
}
