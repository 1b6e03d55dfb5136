// Lists of computers, users and installers behind the walls against the same SQL by hand without them.
import type { Tx } from '../../apps/server/src/db/transaction.ts';
import { countComputers, selectComputers } from '../../apps/server/src/features/computers/store.ts';
import { countInstallers, selectInstallers } from '../../apps/server/src/features/installers/store.ts';
import { sightOfUsers } from '../../apps/server/src/features/users/actions.ts';
import { countUsers, selectUsers } from '../../apps/server/src/features/users/store.ts';
import type { Rights } from '../../apps/server/src/http/actor.ts';
import type { BenchDatabase } from './database.ts';
import { race } from './measure.ts';
import type { Measurement } from './report.ts';
import type { Shape } from './shapes.ts';
import { PAGE } from './shapes.ts';
import { COMPUTERS_PER_COMPANY } from './world.ts';

const first = { offset: 0, limit: PAGE };
const since = new Date(0);

interface List {
  name: string;
  page(tx: Tx, actor: Rights): Promise<unknown[]>;
  count(tx: Tx, actor: Rights): Promise<number>;
  /** The page by hand, `where` naming the groups of column `$`. */
  handPage: string;
  table: string;
  place: string;
  /** Rows of one company. */
  each: number;
}

const lists: List[] = [
  {
    name: 'computers',
    page: (tx, actor) =>
      selectComputers(
        tx,
        { onlineSince: since, groups: actor.scope('groups-and-computers', 'read') },
        { sort: 'name', order: 'asc', ...first },
      ),
    count: (tx, actor) => countComputers(tx, { onlineSince: since, groups: actor.scope('groups-and-computers', 'read') }),
    table: 'computers',
    place: 'group_id',
    each: COMPUTERS_PER_COMPANY,
    handPage: `with page as (select c.* from computers c where $ order by c.name, c.id limit ${PAGE})
      select c.id, c.name, c.group_id, g.name as group_name, c.os, c.agent_version, c.enrolled_at, c.last_seen_at,
        (select coalesce(json_agg(json_build_object('id', a.id::text, 'productName', s.product_name, 'publicId', l.public_id, 'at', a.at) order by a.id), '[]')
         from activations a left join shares s on s.id = a.share_id left join licenses l on l.id = s.license_id where a.computer_id = c.id and a.ended_at is null),
        (select max(x.expires_at) from certificates x where x.computer_id = c.id and x.revoked_at is null)
      from page c left join groups g on g.id = c.group_id order by c.name, c.id`,
  },
  {
    name: 'users',
    page: (tx, actor) => selectUsers(tx, { sight: sightOfUsers(actor) }, first),
    count: (tx, actor) => countUsers(tx, { sight: sightOfUsers(actor) }),
    table: 'users',
    place: 'home_group_id',
    each: 1,
    handPage: `select u.id, u.login, u.name, u.enabled, u.home_group_id, g.name as group_name, u.tags,
        (select coalesce(json_agg(json_build_object('id', p.id::text, 'name', p.name) order by p.name), '[]')
         from user_permission_sets m join permission_sets p on p.id = m.permission_set_id where m.user_id = u.id),
        exists (select from user_permission_sets m join permission_set_groups x on x.permission_set_id = m.permission_set_id where m.user_id = u.id and x.group_id = 1)
      from users u left join groups g on g.id = u.home_group_id where $ order by lower(u.login), u.id limit ${PAGE}`,
  },
  {
    name: 'installers',
    page: (tx, actor) => selectInstallers(tx, { groups: actor.scope('installers', 'read') }, first),
    count: (tx, actor) => countInstallers(tx, { groups: actor.scope('installers', 'read') }),
    table: 'installers',
    place: 'access_group_id',
    each: 1,
    handPage: `with page as (select i.* from installers i where $ order by i.name, i.id limit ${PAGE})
      select i.*, g.name as group_name, a.name as authority_name, a.expires_at as authority_expires_at, s.product_name, s.license_user, l.public_id, l.expires, l.gone_at,
        (with recursive up as (select id, parent_id from groups where id = s.access_group_id union all select g.id, g.parent_id from groups g join up u on g.id = u.parent_id)
         select json_agg(up.id) from up) as line,
        (select json_agg(json_build_object('id', t.id, 'createdAt', t.created_at) order by t.id desc) from installer_tokens t where t.installer_id = i.id) as tokens
      from page i left join groups g on g.id = i.group_id left join authorities a on a.id = i.authority_id
      left join shares s on s.id = i.share_id left join licenses l on l.id = s.license_id order by i.name, i.id`,
  },
];

export async function benchThings(bench: BenchDatabase, shape: Shape, actor: Rights): Promise<Measurement[]> {
  const scope = actor.scope('groups-and-computers', 'read');
  const measurements: Measurement[] = [];
  for (const list of lists) {
    const where = scope === 'all' ? 'true' : `${list.place} = any ('{${scope.join(',')}}'::integer[])`;
    const expected = shape.companies * list.each;
    const rows = Math.min(PAGE, expected);
    const check = (what: string, seen: number, ought: number) => {
      if (seen !== ought) throw new Error(`${shape.name}, ${list.name}: ${what} gave ${seen} rows, expected ${ought}`);
    };
    const page = await race(
      15,
      async () => check('the page', (await bench.db.read(actor.sight, (tx) => list.page(tx, actor))).length, rows),
      async () => check('the page by hand', (await bench.owner.query(list.handPage.replace('$', where))).rows.length, rows),
    );
    const count = await race(
      15,
      async () => check('the count', await bench.db.read(actor.sight, (tx) => list.count(tx, actor)), expected),
      async () => {
        const { rows: counted } = await bench.owner.query<{ n: number }>(`select count(*) as n from ${list.table} where ${where}`);
        check('the count by hand', Number(counted[0]?.n), expected);
      },
    );
    for (const [what, run] of [
      ['first page', page],
      ['count', count],
    ] as const)
      measurements.push({
        work: `${list.name}, ${shape.name}: ${what}`,
        against: 'SQL by hand, no policies',
        measured: `${run.ours.median.toFixed(2)} ms / ${run.theirs.median.toFixed(2)} ms`,
        ratio: run.ours.median / run.theirs.median,
        bar: 1.5,
      });
  }
  return measurements;
}
