// Who sees what, by the rules as people know them: written without the server's code.
import type { Row, Seer } from '../world.ts';
import { all, idsOf, not, number, rowsOf, standing } from './rows.ts';
import type { Fn } from './rows.ts';

export const reads =
  (fn: Fn, column: string) =>
  (seer: Seer) =>
  (row: Row): boolean =>
    seer.reach(fn).has(number(row, column));

export const readsLicenses = (seer: Seer) => (row: Row) => seer.reach('licenses').has(number(row, 'access_group_id'));

export const writes = (seer: Seer) => (row: Row) => seer.reach('licenses', 'write').has(number(row, 'access_group_id'));

export const readsCompany = (seer: Seer) => (row: Row) =>
  seer.any.has(number(row, 'group_id')) || rowsOf('pools', readsLicenses(seer)).some((pool) => pool['company_id'] === row['id']);

/** Of a change of a company: the company is in sight, or a license of it. */
export const knowsCompany = (seer: Seer) => (change: Row) =>
  rowsOf('companies', (row) => row['id'] === change['company_id']).some(readsCompany(seer)) ||
  rowsOf('licenses', (row) => row['company_id'] === change['company_id']).some(readsLicenses(seer));

export const readsUser = (seer: Seer) => (row: Row) => row['id'] === seer.id || seer.reach('users').has(number(row, 'home_group_id'));

export const readsSet = (seer: Seer) => (row: Row) =>
  seer.setIds.has(number(row, 'id')) || seer.reach('permission-sets').has(number(row, 'access_group_id'));

export const readsView = (seer: Seer) => (row: Row) => row['owner_id'] === seer.id || readsLicenses(seer)(row);

export const readsRule = (seer: Seer) => reads('notifications', 'access_group_id')(seer);

export const writesRule = (seer: Seer) => (row: Row) =>
  seer.reach('notifications', 'write').has(number(row, 'access_group_id')) && seer.reach('licenses').has(number(row, 'access_group_id'));

export const readsReport = (seer: Seer) => reads('reports', 'access_group_id')(seer);

export const writesReport = (seer: Seer) => (row: Row) =>
  seer.reach('reports', 'write').has(number(row, 'access_group_id')) && seer.reach('licenses').has(number(row, 'access_group_id'));

export const readsAlert = (seer: Seer) => (row: Row) =>
  rowsOf('notification_rules', readsRule(seer)).some((rule) => rule['id'] === row['rule_id']) &&
  (row['license_id'] === null
    ? rowsOf('portal_accounts', reads('portal-accounts', 'access_group_id')(seer)).some((account) => account['id'] === row['account_id'])
    : rowsOf('licenses', readsLicenses(seer)).some((license) => license['id'] === row['license_id']));

export const readsAudit = (seer: Seer) => (row: Row) =>
  seer.reach('audit').has(number(row, 'group_id')) && seer.reach(row['function'] as Fn).has(number(row, 'group_id'));

export const ownLicenses = (seer: Seer) => idsOf(rowsOf('licenses', readsLicenses(seer)));

export const foreignLicenses = (seer: Seer) => idsOf(rowsOf('licenses', not(readsLicenses(seer)))).slice(0, 6);

export const ownShares = (seer: Seer) => idsOf(rowsOf('shares', (row) => readsLicenses(seer)(row) && standing(row)));

export const allRuns = () => idsOf(all['sync_runs'] ?? []);

export const everyGroup = () => idsOf(all['groups'] ?? []);
