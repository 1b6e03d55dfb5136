// Doors of portal accounts and their runs.
import { all, idsOf, list, rows } from './rows.ts';
import { allRuns } from './oracle.ts';
import { administrators, byId, listing } from './kinds.ts';
import type { Doors } from './kinds.ts';

const visibleRuns = () => [] as string[];

const anAccount = () => ({ params: { id: idsOf(all['portal_accounts'] ?? [])[0] } });

const aRun = () => ({ params: { id: allRuns()[0] } });

export const synchronizationDoors: Doors = {
  'GET /api/portal-accounts': listing(
    'portal-accounts',
    {},
    (reply) => list<{ id: string }>(reply).map((account) => account.id),
    visibleRuns,
  ),
  'POST /api/portal-accounts': administrators({ body: { login: 'msp@hillside.example', password: 'demo-msp' } }),
  'POST /api/portal-accounts/import': administrators({ body: { kind: 'eba' } }),
  'PATCH /api/portal-accounts/:id': (seer, endpoint) => administrators({ ...anAccount(), body: { policy: 'apply' } })(seer, endpoint),
  'GET /api/portal-accounts/:id/removal': (seer, endpoint) => administrators(anAccount())(seer, endpoint),
  'DELETE /api/portal-accounts/:id': (seer, endpoint) =>
    administrators({ ...anAccount(), body: { confirmLogin: 'manager@wzgorze.example' } })(seer, endpoint),
  'POST /api/sync-runs': administrators({ body: {} }),
  'GET /api/sync-runs': listing(
    'portal-accounts',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((run) => run.id),
    visibleRuns,
  ),
  'GET /api/sync-runs/:id': byId('portal-accounts', 'read', visibleRuns, allRuns),
  'GET /api/sync-runs/:id/changes': byId('portal-accounts', 'read', visibleRuns, allRuns),
  'GET /api/sync-runs/:id/touches': byId('portal-accounts', 'read', visibleRuns, allRuns),
  'POST /api/sync-runs/:id/apply': (seer, endpoint) => administrators(aRun())(seer, endpoint),
  'POST /api/sync-runs/:id/discard': (seer, endpoint) => administrators(aRun())(seer, endpoint),
  'POST /api/sync-runs/:id/stop': (seer, endpoint) => administrators(aRun())(seer, endpoint),
  'GET /api/removed-portal-accounts': administrators(),
  'POST /api/removed-portal-accounts/:id/restore': administrators({ params: { id: '1' } }),
};
