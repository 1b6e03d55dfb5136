import type { Permission } from '@licet/portal-api';
import type { Company, Login, World } from './model.ts';
import { childrenOf } from './world.ts';

/**
 * What a login may do with a company: the grant of the nearest company at or above it, within the login's own subtree.
 * Nothing outside of it (documented).
 */
function permissionOf(world: World, login: Login, companyId: string): Permission {
  let nearest: Permission | undefined;
  for (let company = world.companies.get(companyId); company; company = world.companies.get(company.parentId ?? '')) {
    nearest ??= login.grants.get(company.id);
    if (company.id === login.companyId) return nearest ?? 'no-access';
  }
  return 'no-access';
}

export function canRead(world: World, login: Login, companyId: string): boolean {
  return permissionOf(world, login, companyId) !== 'no-access';
}

export function canWrite(world: World, login: Login, companyId: string): boolean {
  return permissionOf(world, login, companyId) === 'write';
}

/** How a walk down the tree treats companies without access. */
export interface Holes {
  readonly show: boolean;
  readonly goOnBelow: boolean;
}

/** Companies below one, parents before children, with the login's holes treated as told. */
export function descendants(world: World, login: Login, companyId: string, holes: Holes): Company[] {
  const found: Company[] = [];
  const walk = (parentId: string, inherited: Permission): void => {
    for (const child of childrenOf(world, parentId)) {
      const permission = login.grants.get(child.id) ?? inherited;
      const readable = permission !== 'no-access';
      if (readable || holes.show) found.push(child);
      if (readable || holes.goOnBelow) walk(child.id, permission);
    }
  };
  walk(companyId, permissionOf(world, login, companyId));
  return found;
}

/** Every company that the login can read, its own first. */
export function readableCompanies(world: World, login: Login): Company[] {
  const own = world.companies.get(login.companyId);
  const below = descendants(world, login, login.companyId, { show: false, goOnBelow: true });
  return own && canRead(world, login, own.id) ? [own, ...below] : below;
}
