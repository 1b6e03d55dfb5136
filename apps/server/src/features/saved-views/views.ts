import { savedQuery } from '@licet/contract';
import type { SavedView } from '@licet/contract';
import { reaches } from '@licet/domain';
import type { Actor } from '../../http/actor.ts';
import type { ViewRow } from './store.ts';

export function savedViewView(row: ViewRow, actor: Actor): SavedView {
  const own = row.owner_id === actor.userId;
  return {
    id: String(row.id),
    name: row.name,
    query: queryOf(row),
    own,
    owner: row.owner,
    sharedIn:
      row.access_group_id === null
        ? null
        : { id: String(row.access_group_id), kind: row.group_kind ?? 'plain', name: row.group_name ?? '' },
    changedAt: row.changed_at.toISOString(),
    can: { change: mayChange(row, actor), remove: own || mayChange(row, actor) },
  };
}

/** What the lists have learnt since it was kept is at its default; one that they understand no more shows everything, and can be changed. */
function queryOf(row: ViewRow): SavedView['query'] {
  const known = savedQuery.safeParse(row.query);
  return known.success ? known.data : savedQuery.parse({ view: row.query.view === 'licenses' ? 'licenses' : 'pools' });
}

/** What others see is changed by who may write licenses where they see it. */
export function mayChange(row: Pick<ViewRow, 'owner_id' | 'access_group_id'>, actor: Actor): boolean {
  return row.access_group_id === null ? row.owner_id === actor.userId : reaches(actor.scope('licenses', 'write'), row.access_group_id);
}
