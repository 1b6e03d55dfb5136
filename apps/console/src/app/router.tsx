import type { SingleSignOnRefusal } from '@licet/contract';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { readAuditSearch } from '../features/audit/search-params.ts';
import { readCustomerSearch, readSetupSearch } from '../features/customers/search-params.ts';
import { readGroupSearch } from '../features/groups/search-params.ts';
import { readInstallerSearch } from '../features/installers/search-params.ts';
import { readLicenseSearch } from '../features/licenses/search-params.ts';
import { readNotificationSearch } from '../features/notifications/search-params.ts';
import { readSetSearch } from '../features/permission-sets/search-params.ts';
import { readReportListSearch, readReportSearch } from '../features/reports/search-params.ts';
import { sessionQuery } from '../features/session/session-queries.ts';
import { readRunListSearch, readRunSearch } from '../features/sync-runs/search-params.ts';
import { readUserSearch } from '../features/users/search-params.ts';
import { idText, present, readAddress, text, writeAddress } from '../shared/address-text.ts';
import { LostPage } from './lost-page.tsx';
import { PendingPage } from './pending-page.tsx';
import { RouteError } from './route-error.tsx';

/**
 * What a page reads of its address, and nothing else: the router hands on what a reader passes over, so that an address typed wrong
 * would reach the server. The scope is the frame's, and stays.
 */
function only<Search extends object>(read: (raw: Record<string, unknown>) => Search) {
  return (raw: Record<string, unknown>): Search => {
    const names = Object.keys(raw).filter((name) => name !== 'scope');
    return { ...Object.fromEntries(names.map((name) => [name, undefined])), ...read(raw) };
  };
}

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (raw: Record<string, unknown>): { next?: string; expired?: boolean; refused?: SingleSignOnRefusal } =>
    present({
      next: innerAddress(raw['next']),
      expired: raw['expired'] === true || raw['expired'] === 'true' || undefined,
      refused: text(raw['refused']) as SingleSignOnRefusal | undefined,
    }),
  component: lazyRouteComponent(() => import('../features/session/sign-in-page.tsx'), 'SignInPage'),
});

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  validateSearch: (raw: Record<string, unknown>): { scope?: string } => present({ scope: idText(raw['scope']) }),
  search: { middlewares: [retainSearchParams(['scope'])] },
  beforeLoad: async ({ context, location }) => {
    if (await context.queries.query(sessionQuery)) return;
    redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href }, throw: true });
  },
  component: lazyRouteComponent(() => import('./frame.tsx'), 'Frame'),
});

const overview = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
});

const licenses = createRoute({
  getParentRoute: () => inside,
  path: '/licenses',
  validateSearch: only(readLicenseSearch),
  component: lazyRouteComponent(() => import('../features/licenses/licenses-page.tsx'), 'LicensesPage'),
});

const computers = createRoute({
  getParentRoute: () => inside,
  path: '/computers',
  validateSearch: only(readGroupSearch),
  component: lazyRouteComponent(() => import('../features/groups/computers-page.tsx'), 'ComputersPage'),
});

const customers = createRoute({
  getParentRoute: () => inside,
  path: '/customers',
  validateSearch: only(readCustomerSearch),
  component: lazyRouteComponent(() => import('../features/customers/customers-page.tsx'), 'CustomersPage'),
});

const setup = createRoute({
  getParentRoute: () => inside,
  path: '/setups/$setupId',
  validateSearch: only(readSetupSearch),
  component: lazyRouteComponent(() => import('../features/customers/setup-page.tsx'), 'SetupPage'),
});

const syncRuns = createRoute({
  getParentRoute: () => inside,
  path: '/sync-runs',
  validateSearch: only(readRunListSearch),
  component: lazyRouteComponent(() => import('../features/sync-runs/sync-runs-page.tsx'), 'SyncRunsPage'),
});

const syncRun = createRoute({
  getParentRoute: () => inside,
  path: '/sync-runs/$runId',
  validateSearch: only(readRunSearch),
  component: lazyRouteComponent(() => import('../features/sync-runs/sync-run-page.tsx'), 'SyncRunPage'),
});

const installers = createRoute({
  getParentRoute: () => inside,
  path: '/installers',
  validateSearch: only(readInstallerSearch),
  component: lazyRouteComponent(() => import('../features/installers/installers-page.tsx'), 'InstallersPage'),
});

const reports = createRoute({
  getParentRoute: () => inside,
  path: '/reports',
  validateSearch: only(readReportListSearch),
  component: lazyRouteComponent(() => import('../features/reports/reports-page.tsx'), 'ReportsPage'),
});

const report = createRoute({
  getParentRoute: () => inside,
  path: '/reports/$reportId',
  validateSearch: only(readReportSearch),
  component: lazyRouteComponent(() => import('../features/reports/report-page.tsx'), 'ReportPage'),
});

const certificates = createRoute({
  getParentRoute: () => inside,
  path: '/certificates',
  component: lazyRouteComponent(() => import('../features/certificates/certificates-page.tsx'), 'CertificatesPage'),
});

const users = createRoute({
  getParentRoute: () => inside,
  path: '/users',
  validateSearch: only(readUserSearch),
  component: lazyRouteComponent(() => import('../features/users/users-page.tsx'), 'UsersPage'),
});

const permissionSets = createRoute({
  getParentRoute: () => inside,
  path: '/permission-sets',
  validateSearch: only(readSetSearch),
  component: lazyRouteComponent(() => import('../features/permission-sets/permission-sets-page.tsx'), 'PermissionSetsPage'),
});

const notifications = createRoute({
  getParentRoute: () => inside,
  path: '/notifications',
  validateSearch: only(readNotificationSearch),
  component: lazyRouteComponent(() => import('../features/notifications/notifications-page.tsx'), 'NotificationsPage'),
});

const audit = createRoute({
  getParentRoute: () => inside,
  path: '/audit',
  validateSearch: only(readAuditSearch),
  component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});

const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/account/account-page.tsx'), 'AccountPage'),
});

const tree = root.addChildren([
  signIn,
  inside.addChildren([
    overview,
    licenses,
    computers,
    customers,
    setup,
    syncRuns,
    syncRun,
    installers,
    reports,
    report,
    users,
    permissionSets,
    certificates,
    notifications,
    audit,
    settings,
    account,
  ]),
]);

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    parseSearch: readAddress,
    stringifySearch: writeAddress,
    defaultPreload: 'intent',
    defaultPendingComponent: PendingPage,
    defaultPendingMs: 200,
    defaultPendingMinMs: 0,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: LostPage,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

/** An address inside the console. A link may not send anybody elsewhere after signing in. */
function innerAddress(value: unknown): string | undefined {
  const address = text(value);
  return address && /^\/(?![/\\])/.test(address) ? address : undefined;
}
