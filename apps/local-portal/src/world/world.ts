import { guid, publicId, seededRandom } from '../random.ts';
import type { Company, License, Login, World } from './model.ts';

/** An empty world; the seed decides every id in it. */
export function createWorld(seed: number): World {
  return {
    random: seededRandom(seed),
    companies: new Map(),
    childrenOf: new Map(),
    licenses: new Map(),
    licensesOf: new Map(),
    loginsByEmail: new Map(),
    operations: new Map(),
    structure: 0,
  };
}

type NewCompany = Pick<Company, 'name' | 'type' | 'parentId'> & Partial<Omit<Company, 'id'>>;

/** Adds a company under its parent; what is not said is empty. */
export function addCompany(world: World, at: number, company: NewCompany): Company {
  const added: Company = {
    id: guid(world.random),
    status: 'active',
    email: null,
    customIdentifier: null,
    vatId: null,
    description: null,
    comment: null,
    tags: [],
    createdAt: at,
    modifiedAt: at,
    ...company,
  };
  world.companies.set(added.id, added);
  listOf(world.childrenOf, added.parentId).push(added);
  world.structure += 1;
  return added;
}

/** A public id that no license has. */
export function freePublicId(world: World): string {
  for (;;) {
    const id = publicId(world.random);
    if (!world.licenses.has(id)) return id;
  }
}

/** Puts a license into the indexes. */
export function addLicense(world: World, license: License): License {
  world.licenses.set(license.publicId, license);
  listOf(world.licensesOf, license.companyId).push(license);
  world.structure += 1;
  return license;
}

/** Takes a license out of the indexes; the real portal has no such call. */
export function removeLicense(world: World, license: License): void {
  world.licenses.delete(license.publicId);
  drop(listOf(world.licensesOf, license.companyId), license);
  world.structure += 1;
}

/** Removes a company with everything below it; the real portal has no such call. */
export function removeCompany(world: World, company: Company): void {
  for (const child of [...childrenOf(world, company.id)]) removeCompany(world, child);
  for (const license of [...licensesOf(world, company.id)]) removeLicense(world, license);
  world.companies.delete(company.id);
  drop(listOf(world.childrenOf, company.parentId), company);
  world.structure += 1;
}

/** Hangs a company, with all below it, under another one. */
export function moveCompany(world: World, company: Company, parentId: string): void {
  drop(listOf(world.childrenOf, company.parentId), company);
  company.parentId = parentId;
  listOf(world.childrenOf, parentId).push(company);
  world.structure += 1;
}

type NewLogin = Omit<Login, 'id' | 'enabled'>;

/** Adds a login; e-mail addresses are unique without regard to case. */
export function addLogin(world: World, login: NewLogin): Login {
  const added: Login = { id: guid(world.random), enabled: true, ...login };
  world.loginsByEmail.set(added.email.toLowerCase(), added);
  return added;
}

export function childrenOf(world: World, companyId: string | null): readonly Company[] {
  return world.childrenOf.get(companyId) ?? [];
}

export function licensesOf(world: World, companyId: string): readonly License[] {
  return world.licensesOf.get(companyId) ?? [];
}

/** True when the company is the other one or below it. */
export function isWithin(world: World, companyId: string, ancestorId: string): boolean {
  for (let id: string | null = companyId; id !== null; id = world.companies.get(id)?.parentId ?? null) {
    if (id === ancestorId) return true;
  }
  return false;
}

function listOf<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function drop<Item>(list: Item[], item: Item): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}
