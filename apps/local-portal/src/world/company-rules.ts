import { guid } from '../random.ts';
import { invalid, notFound } from '../refusal.ts';
import { suspendLicense, unsuspendLicense, type Change } from './license-rules.ts';
import { isActive } from './license-state.ts';
import type { Company, Operation, World } from './model.ts';
import { addCompany, childrenOf, licensesOf } from './world.ts';

/** What can be said about a new customer; only the name is asked for (one client sends no address, documented as mandatory). */
export interface NewCustomer {
  readonly name: string;
  readonly email?: string | null;
  readonly customIdentifier?: string | null;
  readonly vatId?: string | null;
  readonly description?: string | null;
  readonly comment?: string | null;
  readonly tags?: string[];
}

/** Customers hang under an MSP or a managed MSP; names are unique among siblings (documented). */
export function createCustomer(change: Change, parent: Company, customer: NewCustomer): Company {
  if (parent.type !== 'msp' && parent.type !== 'managed-msp')
    throw invalid('parentCompanyId', 'Customers belong to an MSP or a managed MSP.');
  checkName(change.world, parent.id, customer.name, null);
  return addCompany(change.world, change.now, { ...customer, type: 'customer', parentId: parent.id });
}

/** Refuses an empty name and one that a sibling has. */
export function checkName(world: World, parentId: string | null, name: string, except: Company | null): void {
  if (name.trim() === '') throw invalid('name', 'The name is required.');
  const taken = childrenOf(world, parentId).some((sibling) => sibling !== except && sibling.name === name);
  if (taken) throw invalid('name', 'The name is taken by another company under the same parent.');
}

/** Starts suspending an active company, or waking a suspended one. Done by `settle` once its time has come (documented as asynchronous). */
export function startOperation(change: Change, company: Company, kind: Operation['kind']): Operation {
  const { world, now, switches, by } = change;
  const wanted = kind === 'suspend' ? 'active' : 'suspended';
  if (company.status !== wanted) throw invalid('companyId', `The company is not ${wanted}.`);
  const doneAt = now + switches.suspendSeconds * 1000;
  const operation: Operation = { id: guid(world.random), kind, companyId: company.id, by, doneAt, done: false };
  world.operations.set(operation.id, operation);
  if (switches.suspendVisibleAtOnce) setStatus(change, company, kind);
  if (switches.suspendSeconds === 0) settle(change);
  return operation;
}

/** Finds an operation; 404 when there is none. */
export function findOperation(world: World, id: string): Operation {
  const operation = world.operations.get(id.toLowerCase());
  if (!operation) throw notFound('There is no such operation.');
  return operation;
}

/** Finishes the operations whose time has come. Called before every answer, so that no timer is needed. */
export function settle(change: Change): void {
  for (const operation of change.world.operations.values()) {
    if (operation.done || operation.doneAt > change.now) continue;
    operation.done = true;
    const company = change.world.companies.get(operation.companyId);
    if (!company) continue;
    const dated = { ...change, now: operation.doneAt, by: operation.by };
    setStatus(dated, company, operation.kind);
    switchLicenses(dated, company, operation.kind);
  }
}

function setStatus(change: Change, company: Company, kind: Operation['kind']): void {
  company.status = kind === 'suspend' ? 'suspended' : 'active';
  company.modifiedAt = change.now;
}

/** Suspends what is active, and wakes what the company's suspension took; documented for the company, assumed for those below it. */
function switchLicenses(change: Change, company: Company, kind: Operation['kind']): void {
  for (const license of licensesOf(change.world, company.id)) {
    if (kind === 'suspend' && isActive(license, change.now)) suspendLicense(change, license, 'company');
    if (kind === 'unsuspend' && license.suspendedBy === 'company') unsuspendLicense(change, license);
  }
  for (const child of childrenOf(change.world, company.id)) switchLicenses(change, child, kind);
}
