// The impact of a pool move in a large account: 1,000,000 licenses and computers, 5,000 users with rights, 5,000 installers.
import { wholeSight } from '../../apps/server/src/db/transaction.ts';
import { planPoolMove } from '../../apps/server/src/features/pools/impact.ts';
import type { BenchDatabase } from './database.ts';
import { race } from './measure.ts';
import type { Measurement } from './report.ts';

const [POOL, FROM, TO] = [42, 1042, 1043];

/** Who holds licenses in a line of groups, and which installers are kept there: what the list is made of, and nothing more. */
const bare = `
  with recursive line as (
    select id, parent_id, id as bottom from groups where id in (${FROM}, ${TO})
    union all select g.id, g.parent_id, l.bottom from groups g join line l on g.id = l.parent_id
  )
  select 'user' as kind, l.bottom, u.id from line l join permission_set_groups g on g.group_id = l.id
    join permission_set_rights r on r.permission_set_id = g.permission_set_id and r.function = 'licenses'
    join user_permission_sets m on m.permission_set_id = g.permission_set_id join users u on u.id = m.user_id and u.enabled
  union all select 'installer', l.bottom, i.id from line l join installers i on i.access_group_id = l.id
    join shares s on s.id = i.share_id and s.pool_id = ${POOL}`;

export async function benchImpact(bench: BenchDatabase): Promise<Measurement[]> {
  const run = await race(
    9,
    async () => {
      const plan = await bench.db.read(wholeSight, (tx) => planPoolMove(tx, POOL, FROM, TO, new Date()));
      const found = [plan.users.gain.length, plan.users.lose.length, plan.installers.breaks.length];
      if (found.join() !== '1,1,1') throw new Error(`the impact names ${found.join()}, expected one of each`);
    },
    async () => {
      const { rows } = await bench.owner.query(bare);
      if (rows.length !== 3) throw new Error(`the bare query gave ${rows.length} rows, expected 3`);
    },
  );
  const measured = `${run.ours.median.toFixed(1)} ms / ${run.theirs.median.toFixed(1)} ms`;
  const work = 'impact of a pool move, 5,000 users and installers, 1,000,000 licenses';
  return [
    { work, against: 'the bare query', measured, ratio: run.ours.median / run.theirs.median, bar: 3 },
    { work, against: '', measured, ratio: run.ours.median, bar: 300, unit: 'ms' },
  ];
}
