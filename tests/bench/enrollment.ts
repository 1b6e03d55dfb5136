// 200 computers at once for the last unit of a license, over TLS, by the real server.
import { computers, groups, installers } from '@licet/contract';
import type { Client } from '@licet/contract';
import { enroll, kitOf, makeRequest, problemIn } from '../support/agent.ts';
import type { BenchCluster, BenchDatabase } from './database.ts';
import { timingOf } from './measure.ts';
import { startLicet, startPortal } from './programs.ts';
import type { Measurement } from './report.ts';

const COMPUTERS = 200;

export async function benchEnrollment(cluster: BenchCluster): Promise<Measurement[]> {
  const portal = await startPortal(['--companies', '10', '--licenses', '1', '--rate', '0']);
  const bench = await cluster.create('enrollment');
  const server = await startLicet(bench, portal.url, { LICET_PORTAL_RATE: '100000' });
  try {
    await server.link();
    const kit = await kitOf(server.client, await makeInstaller(server.client, bench));
    const { request } = makeRequest();
    // One that is refused for another reason first: the listener and the pool are warm, as they are on a server that is up.
    await Promise.all(Array.from({ length: 20 }, () => enroll({ ...kit, token: 'nonsense' }, 'warm-up', request)));
    const replies = await Promise.all(Array.from({ length: COMPUTERS }, (_, i) => enroll(kit, `machine-${i}`, request)));
    const refused = replies.filter((reply) => reply.status !== 200);
    const wrong = refused.find((reply) => problemIn(reply).code !== 'no-units-left');
    if (wrong) throw new Error(`a computer was refused with ${wrong.text}`);
    const { rows } = await bench.owner.query<{ n: number }>('select count(*)::int as n from activations where ended_at is null');
    const { total } = await server.client(computers.list, { query: { limit: 1 } });
    if (rows[0]?.n !== 1 || total !== 1 || refused.length !== COMPUTERS - 1)
      throw new Error(`${rows[0]?.n} activations, ${total} computers, ${refused.length} refusals`);
    const took = timingOf(refused.map((reply) => reply.took));
    const work = `${COMPUTERS} enrollments at once on the last unit`;
    return [
      { work: `${work}: activations`, against: '', measured: `1, and ${refused.length} refusals`, ratio: 1, bar: 1, unit: 'activation' },
      {
        work: `${work}: slowest refusal`,
        against: '',
        measured: `${took.most.toFixed(0)} ms, median ${took.median.toFixed(0)} ms`,
        ratio: took.most,
        bar: 2000,
        unit: 'ms',
      },
    ];
  } finally {
    await server.stop();
    await portal.stop();
  }
}

/** An installer for a license with one unit left. */
async function makeInstaller(client: Client, bench: BenchDatabase): Promise<string> {
  await bench.owner.query('update shares set usage = quantity - 1');
  const tree = await client(groups.tree);
  for (const { id, kind } of tree) {
    if (kind !== 'customer') continue;
    const share = (await client(installers.licenses, { query: { groupId: id } })).find((one) => one.unitsLeft === 1);
    if (share) return (await client(installers.create, { body: { name: 'crowd', groupId: id, shareId: share.shareId } })).id;
  }
  throw new Error('no license has one unit left');
}
