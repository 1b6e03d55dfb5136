/** What happens to the real portal behind the API's back: in its web pages, on devices, at its support. Only the control API does it. */
import type { CompanyType, Permission } from '@licet/portal-api';
import { invalid } from '../refusal.ts';
import { checkName } from './company-rules.ts';
import type { Change } from './license-rules.ts';
import type { Company, License, Login, World } from './model.ts';
import { isWithin, moveCompany } from './world.ts';

/** Which companies may hang under which (documented). */
const parents: Readonly<Record<CompanyType, readonly CompanyType[]>> = {
  headquarters: [],
  distributor: ['headquarters'],
  division: ['distributor'],
  'msp-manager': ['distributor', 'division'],
  msp: ['distributor', 'division'],
  'managed-msp': ['msp-manager'],
  customer: ['msp', 'managed-msp'],
};

export function renameCompany(change: Change, company: Company, name: string): void {
  checkName(change.world, company.parentId, name, company);
  company.name = name;
  company.modifiedAt = change.now;
  change.world.structure += 1;
}

/** Moves a company with all below it; never below itself, and only where its type may be. */
export function reparentCompany(change: Change, company: Company, parent: Company): void {
  if (isWithin(change.world, parent.id, company.id)) throw invalid('parentId', 'A company cannot be moved below itself.');
  if (!parents[company.type].includes(parent.type)) throw invalid('parentId', `A ${company.type} cannot be under a ${parent.type}.`);
  checkName(change.world, parent.id, company.name, company);
  moveCompany(change.world, company, parent.id);
  company.modifiedAt = change.now;
}

/** Devices activated or let go. Without a product code, that of every product of the license. */
export function setUsage(license: License, usage: number, productCode?: string): void {
  for (const product of license.products) {
    if (productCode === undefined || product.code === productCode) product.usage = usage;
  }
}

/** Gives a login a permission on a company, or with null lets it inherit again. */
export function setPermission(world: World, login: Login, company: Company, permission: Permission | null): void {
  if (!isWithin(world, company.id, login.companyId)) throw invalid('companyId', 'The company is not below the company of the login.');
  if (permission === null) login.grants.delete(company.id);
  else login.grants.set(company.id, permission);
  world.structure += 1;
}

/** The login can read nothing any more, but still log in. */
export function revokeAccess(world: World, login: Login): void {
  login.grants.clear();
  login.grants.set(login.companyId, 'no-access');
  world.structure += 1;
}
