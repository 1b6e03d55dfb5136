// Rights that change for a user with 2,500 companies: how many requests it takes until every list follows.
import { customers, groups, licenses, permissionSets, users } from '@licet/contract';
import type { Client } from '@licet/contract';
import type { BenchCluster } from './database.ts';
import { time, timingOf } from './measure.ts';
import { signIn, startLicet, startPortal } from './programs.ts';
import type { Measurement } from './report.ts';

const COMPANIES = 2500;
const ROUNDS = 5;

export async function benchRights(cluster: BenchCluster): Promise<Measurement[]> {
  const portal = await startPortal(['--companies', String(COMPANIES), '--licenses', '1', '--rate', '0']);
  // Owners in the bulk list: all licenses come with the structure.
  await portal.setSwitches({ searchRowsCarryCustomer: true });
  const server = await startLicet(await cluster.create('rights'), portal.url, { LICET_PORTAL_RATE: '100000' });
  try {
    await server.link();
    const admin = server.client;
    const tree = await admin(groups.tree);
    const [all, one] = [tree.find(({ kind }) => kind === 'companies'), tree.find(({ kind }) => kind === 'customer')];
    if (!all || !one) throw new Error('the tree has no companies');
    const wide = setOf(all.id);
    const { id } = await admin(permissionSets.create, { body: wide });
    const login = { login: 'wide', password: 'bench bench bench' };
    await admin(users.create, { body: { ...login, homeGroupId: all.id, permissionSetIds: [id] } });
    const user = await signIn(server.url, login.login, login.password);
    const seen = await look(user);
    if (seen.licenses < COMPANIES) throw new Error(`the user sees ${seen.licenses} licenses, expected ${COMPANIES}`);
    const [usual, after]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      usual.push(await time(() => look(user)));
      await admin(permissionSets.change, { params: { id }, body: setOf(one.id) });
      // Every list, asked once, right after the answer to the change.
      after.push(await time(async () => expectSeen(await look(user), { licenses: 1, customers: 1, groups: 1 })));
      await admin(permissionSets.change, { params: { id }, body: wide });
      expectSeen(await look(user), seen);
    }
    const measured = `five lists ${timingOf(after).median.toFixed(0)} ms after the change, ${timingOf(usual).median.toFixed(0)} ms before it`;
    const work = `rights change of a user with ${COMPANIES.toLocaleString('en')} companies until every list follows`;
    return [{ work, against: '', measured, ratio: 1, bar: 1, unit: 'request' }];
  } finally {
    await server.stop();
    await portal.stop();
  }
}

function setOf(groupId: string) {
  const read = ['licenses', 'groups-and-computers', 'users', 'permission-sets'] as const;
  return {
    name: 'wide',
    accessGroupId: groupId,
    groupIds: [groupId],
    rights: read.map((fn) => ({ function: fn, level: 'read' as const })),
  };
}

type Seen = Awaited<ReturnType<typeof look>>;

/** What the lists count for a caller. */
async function look(client: Client) {
  const first = { query: { limit: 1 } };
  const [listed, tree, set, people, sets] = await Promise.all([
    client(licenses.list, first),
    client(groups.tree),
    client(customers.list, first),
    client(users.list, first),
    client(permissionSets.list, first),
  ]);
  return { licenses: listed.total, groups: tree.length, customers: set.total, users: people.total, sets: sets.total };
}

/** One license, one customer and one group when narrow; all of them when wide. */
function expectSeen(seen: Seen, expected: Pick<Seen, 'licenses' | 'customers' | 'groups'>): void {
  for (const list of ['licenses', 'customers', 'groups'] as const)
    if (seen[list] !== expected[list]) throw new Error(`right after the change ${list} are ${seen[list]}, expected ${expected[list]}`);
}
