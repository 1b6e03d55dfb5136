import type { Switches } from '../switches.ts';
import { readableCompanies } from '../world/access.ts';
import type { Company, License, LicenseProduct, Login, World } from '../world/model.ts';
import { licensesOf } from '../world/world.ts';

/** A row of Search/Licenses: a license, or one product of a bundle. */
export interface LicenseRow {
  readonly license: License;
  readonly product: LicenseProduct | null;
}

/** What a login sees, in the order of its pages. */
export interface Lists {
  readonly companies: readonly Company[];
  readonly licenses: readonly LicenseRow[];
  /** Readable companies that have licenses. */
  readonly reported: readonly Company[];
}

interface Kept {
  readonly key: string;
  readonly lists: Lists;
}

const keptLists = new WeakMap<Login, Kept>();

/** The lists of a login, kept until the structure of the world or a switch that shapes them changes: a walk of 150 pages makes them once. */
export function listsOf(world: World, login: Login, switches: Switches): Lists {
  const { searchOrder, bundleRows, globalSearchSpansSubtree, searchIncludesOwnCompany } = switches;
  const key = [world.structure, searchOrder, bundleRows, globalSearchSpansSubtree, searchIncludesOwnCompany].join();
  const kept = keptLists.get(login);
  if (kept?.key === key) return kept.lists;
  const lists = makeLists(world, login, switches);
  keptLists.set(login, { key, lists });
  return lists;
}

function makeLists(world: World, login: Login, switches: Switches): Lists {
  const readable = readableCompanies(world, login);
  const searched = switches.globalSearchSpansSubtree ? readable : readable.filter((company) => company.parentId === login.companyId);
  const licenses = searched.flatMap((company) => licenseRows(world, company.id, switches));
  const listed = readable.filter((company) => switches.searchIncludesOwnCompany || company.id !== login.companyId);
  return {
    companies: switches.searchOrder === 'name' ? listed.toSorted((a, b) => compare(a.name, b.name)) : listed,
    licenses: switches.searchOrder === 'name' ? licenses.toSorted((a, b) => compare(a.license.name, b.license.name)) : licenses,
    reported: readable.filter((company) => licensesOf(world, company.id).length > 0),
  };
}

/** Rows of one company's licenses. */
export function licenseRows(world: World, companyId: string, switches: Switches): LicenseRow[] {
  return licensesOf(world, companyId).flatMap((license): LicenseRow[] =>
    switches.bundleRows === 'per-key' ? [{ license, product: null }] : license.products.map((product) => ({ license, product })),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
