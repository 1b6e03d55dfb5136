import type { Endpoint, groups, licenses, overview, pools, portalAccounts, session, syncRuns } from '@licet/contract';

/**
 * Method and path of an endpoint of the contract, without its schemas: those would bring a validator into the first page.
 * Both are literals in the contract, so a path that drifts from it does not compile.
 */
function door<E extends Endpoint>(method: E['method'], path: E['path']): E {
  return { method, path, summary: '' } as Endpoint as E;
}

export const doors = {
  session: {
    current: door<typeof session.current>('GET', '/api/session'),
    signIn: door<typeof session.signIn>('POST', '/api/session'),
    signOut: door<typeof session.signOut>('DELETE', '/api/session'),
    prefer: door<typeof session.prefer>('PATCH', '/api/session/preferences'),
  },
  overview: {
    show: door<typeof overview.show>('GET', '/api/overview'),
    search: door<typeof overview.search>('GET', '/api/search'),
  },
  licenses: {
    list: door<typeof licenses.list>('GET', '/api/licenses'),
    exportCsv: { ...door<typeof licenses.exportCsv>('GET', '/api/licenses.csv'), produces: 'text/csv' as const },
    show: door<typeof licenses.show>('GET', '/api/licenses/:id'),
    history: door<typeof licenses.history>('GET', '/api/licenses/:id/history'),
    setTags: door<typeof licenses.setTags>('PUT', '/api/licenses/:id/tags'),
    changeTags: door<typeof licenses.changeTags>('POST', '/api/licenses/tags'),
    tags: door<typeof licenses.tags>('GET', '/api/tags'),
    products: door<typeof licenses.products>('GET', '/api/products'),
    companies: door<typeof licenses.companies>('GET', '/api/license-companies'),
    prioritize: door<typeof licenses.prioritize>('POST', '/api/licenses/details-wanted'),
  },
  pools: {
    list: door<typeof pools.list>('GET', '/api/pools'),
    moveImpact: door<typeof pools.moveImpact>('GET', '/api/pools/:id/move-impact'),
    move: door<typeof pools.move>('POST', '/api/pools/:id/move'),
  },
  groups: {
    tree: door<typeof groups.tree>('GET', '/api/groups'),
    show: door<typeof groups.show>('GET', '/api/groups/:id'),
  },
  portalAccounts: {
    list: door<typeof portalAccounts.list>('GET', '/api/portal-accounts'),
    link: door<typeof portalAccounts.link>('POST', '/api/portal-accounts'),
    change: door<typeof portalAccounts.change>('PATCH', '/api/portal-accounts/:id'),
    removalPlan: door<typeof portalAccounts.removalPlan>('GET', '/api/portal-accounts/:id/removal'),
    remove: door<typeof portalAccounts.remove>('DELETE', '/api/portal-accounts/:id'),
  },
  syncRuns: {
    start: door<typeof syncRuns.start>('POST', '/api/sync-runs'),
    list: door<typeof syncRuns.list>('GET', '/api/sync-runs'),
    show: door<typeof syncRuns.show>('GET', '/api/sync-runs/:id'),
    changes: door<typeof syncRuns.changes>('GET', '/api/sync-runs/:id/changes'),
    apply: door<typeof syncRuns.apply>('POST', '/api/sync-runs/:id/apply'),
    discard: door<typeof syncRuns.discard>('POST', '/api/sync-runs/:id/discard'),
    stop: door<typeof syncRuns.stop>('POST', '/api/sync-runs/:id/stop'),
  },
};
