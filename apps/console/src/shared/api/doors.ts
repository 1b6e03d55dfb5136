import type {
  access,
  audit,
  certificates,
  computers,
  customers,
  Endpoint,
  groups,
  installers,
  licenses,
  overview,
  permissionSets,
  pools,
  portalAccounts,
  session,
  setups,
  syncRuns,
  tokens,
  users,
} from '@licet/contract';

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
    changePassword: door<typeof session.changePassword>('POST', '/api/session/password'),
    endView: door<typeof session.endView>('DELETE', '/api/session/view'),
  },
  tokens: {
    list: door<typeof tokens.list>('GET', '/api/tokens'),
    create: door<typeof tokens.create>('POST', '/api/tokens'),
    revoke: door<typeof tokens.revoke>('DELETE', '/api/tokens/:id'),
  },
  users: {
    list: door<typeof users.list>('GET', '/api/users'),
    show: door<typeof users.show>('GET', '/api/users/:id'),
    create: door<typeof users.create>('POST', '/api/users'),
    change: door<typeof users.change>('PATCH', '/api/users/:id'),
    remove: door<typeof users.remove>('DELETE', '/api/users/:id'),
    viewAs: door<typeof users.viewAs>('POST', '/api/users/:id/view'),
  },
  permissionSets: {
    list: door<typeof permissionSets.list>('GET', '/api/permission-sets'),
    show: door<typeof permissionSets.show>('GET', '/api/permission-sets/:id'),
    create: door<typeof permissionSets.create>('POST', '/api/permission-sets'),
    change: door<typeof permissionSets.change>('PATCH', '/api/permission-sets/:id'),
    remove: door<typeof permissionSets.remove>('DELETE', '/api/permission-sets/:id'),
  },
  access: {
    explain: door<typeof access.explain>('GET', '/api/access/explain'),
    who: door<typeof access.who>('GET', '/api/access/who'),
  },
  audit: {
    list: door<typeof audit.list>('GET', '/api/audit'),
    csv: { ...door<typeof audit.csv>('GET', '/api/audit.csv'), produces: 'text/csv' as const },
    export: door<typeof audit.export>('GET', '/api/audit/export'),
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
    undoMove: door<typeof pools.undoMove>('POST', '/api/pool-moves/:id/undo'),
  },
  installers: {
    list: door<typeof installers.list>('GET', '/api/installers'),
    show: door<typeof installers.show>('GET', '/api/installers/:id'),
    licenses: door<typeof installers.licenses>('GET', '/api/installers/licenses'),
    create: door<typeof installers.create>('POST', '/api/installers'),
    change: door<typeof installers.change>('PATCH', '/api/installers/:id'),
    rotate: door<typeof installers.rotate>('POST', '/api/installers/:id/rotate'),
    revoke: door<typeof installers.revoke>('POST', '/api/installers/:id/revoke'),
    download: { ...door<typeof installers.download>('GET', '/api/installers/:id/download'), produces: 'text/plain' as const },
  },
  computers: {
    list: door<typeof computers.list>('GET', '/api/computers'),
    move: door<typeof computers.move>('POST', '/api/computers/move'),
    deactivate: door<typeof computers.deactivate>('POST', '/api/computers/deactivate'),
    remove: door<typeof computers.remove>('POST', '/api/computers/remove'),
  },
  certificates: { list: door<typeof certificates.list>('GET', '/api/certificates') },
  groups: {
    tree: door<typeof groups.tree>('GET', '/api/groups'),
    show: door<typeof groups.show>('GET', '/api/groups/:id'),
  },
  customers: {
    list: door<typeof customers.list>('GET', '/api/customers'),
    setUp: door<typeof customers.setUp>('POST', '/api/customers/setup'),
    skip: door<typeof customers.skip>('POST', '/api/customers/skip'),
    offboard: door<typeof customers.offboard>('POST', '/api/customers/offboard'),
    offboardingPlan: door<typeof customers.offboardingPlan>('POST', '/api/customers/offboarding-plan'),
    archive: door<typeof customers.archive>('POST', '/api/customers/archive'),
    restore: door<typeof customers.restore>('POST', '/api/customers/restore'),
    handover: door<typeof customers.handover>('GET', '/api/customers/:id/handover'),
    handoverCsv: { ...door<typeof customers.handoverCsv>('GET', '/api/customers/:id/handover.csv'), produces: 'text/csv' as const },
    removeGroup: door<typeof customers.removeGroup>('DELETE', '/api/groups/:id'),
  },
  setups: {
    list: door<typeof setups.list>('GET', '/api/setups'),
    show: door<typeof setups.show>('GET', '/api/setups/:id'),
    credentials: door<typeof setups.credentials>('POST', '/api/setups/:id/credentials'),
    retry: door<typeof setups.retry>('POST', '/api/setups/:id/retry'),
    undo: door<typeof setups.undo>('POST', '/api/setups/:id/undo'),
  },
  portalAccounts: {
    list: door<typeof portalAccounts.list>('GET', '/api/portal-accounts'),
    link: door<typeof portalAccounts.link>('POST', '/api/portal-accounts'),
    change: door<typeof portalAccounts.change>('PATCH', '/api/portal-accounts/:id'),
    removalPlan: door<typeof portalAccounts.removalPlan>('GET', '/api/portal-accounts/:id/removal'),
    remove: door<typeof portalAccounts.remove>('DELETE', '/api/portal-accounts/:id'),
    removed: door<typeof portalAccounts.removed>('GET', '/api/removed-portal-accounts'),
    restore: door<typeof portalAccounts.restore>('POST', '/api/removed-portal-accounts/:id/restore'),
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
