import type { LicenseState, Permission } from '@licet/portal-api';
import type { Switches } from '../switches.ts';
import { quantityOf, stateOf, usageOf } from '../world/license-state.ts';
import type { Company, License, LicenseProduct, Login, World } from '../world/model.ts';
import { childrenOf, licensesOf } from '../world/world.ts';

/** A license as the control API shows it; quantity and usage in units. */
export interface LicenseView {
  readonly publicId: string;
  readonly companyId: string;
  readonly code: string;
  readonly name: string;
  readonly type: License['type'];
  readonly state: LicenseState;
  readonly quantity: number;
  readonly usage: number;
  readonly products: readonly LicenseProduct[];
  /** ISO 8601. */
  readonly trialExpiresAt: string | null;
}

export interface CompanyView {
  readonly id: string;
  readonly name: string;
  readonly type: Company['type'];
  readonly status: Company['status'];
  readonly parentId: string | null;
  /** How many companies are right under it. */
  readonly children: number;
  readonly licenses: readonly LicenseView[];
}

export interface LoginView {
  readonly email: string;
  readonly password: string;
  readonly enabled: boolean;
  readonly company: { readonly id: string; readonly name: string };
  readonly grants: readonly { readonly companyId: string; readonly company: string; readonly permission: Permission }[];
  readonly note: string;
}

export function licenseView(license: License, now: number, switches: Switches): LicenseView {
  const { publicId, companyId, code, name, type, products, trialExpiresAt } = license;
  return {
    publicId,
    companyId,
    code,
    name,
    type,
    state: stateOf(license, now, switches),
    quantity: quantityOf(license),
    usage: usageOf(license),
    products: products.map((product) => ({ ...product })),
    trialExpiresAt: trialExpiresAt === null ? null : new Date(trialExpiresAt).toISOString(),
  };
}

export function companyView(world: World, company: Company, now: number, switches: Switches): CompanyView {
  const { id, name, type, status, parentId } = company;
  const licenses = licensesOf(world, id).map((license) => licenseView(license, now, switches));
  return { id, name, type, status, parentId, children: childrenOf(world, id).length, licenses };
}

export function loginView(world: World, login: Login): LoginView {
  const nameOf = (id: string): string => world.companies.get(id)?.name ?? '(removed)';
  return {
    email: login.email,
    password: login.password,
    enabled: login.enabled,
    company: { id: login.companyId, name: nameOf(login.companyId) },
    grants: [...login.grants].map(([companyId, permission]) => ({ companyId, company: nameOf(companyId), permission })),
    note: login.note,
  };
}
