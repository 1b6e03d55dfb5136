import type { CompanyType, LicenseType, Permission } from '@licet/portal-api';
import { record } from '../history.ts';
import type { Company, License, LicenseProduct, Login, World } from '../model.ts';
import { findProduct, productsIn } from '../products.ts';
import { addCompany, addLicense, addLogin, createWorld, freePublicId } from '../world.ts';

const DAY = 86_400_000;

/** What a data set is built with. `now` is the moment that stories like "runs out in five days" count from. */
export interface Builder {
  readonly world: World;
  readonly now: number;
}

/** What one license starts with; a trial says in how many days it runs out. */
export interface LicensePlan {
  readonly quantity: number;
  /** One number for all products, or one for each product of a bundle. */
  readonly usage: number | readonly number[];
  readonly trialDaysLeft?: number;
  readonly suspended?: boolean;
  readonly orderedDaysAgo?: number;
  /** Units before the quantity was changed, halfway between the order and now. */
  readonly quantityBefore?: number;
  readonly wire?: License['wire'];
}

export function startBuilder(seed: number, now: number): Builder {
  return { world: createWorld(seed), now };
}

export function company(builder: Builder, type: CompanyType, name: string, parent: Company | null, more: Partial<Company> = {}): Company {
  return addCompany(builder.world, builder.now - 400 * DAY, { type, name, parentId: parent?.id ?? null, ...more });
}

export function license(builder: Builder, customer: Company, productCode: string, plan: LicensePlan): License {
  const { world, now } = builder;
  const product = findProduct(productCode);
  const orderedAt = now - (plan.orderedDaysAgo ?? 90) * DAY;
  const type: LicenseType = plan.trialDaysLeft === undefined ? 'full' : 'trial';
  const made: License = {
    publicId: freePublicId(world),
    companyId: customer.id,
    code: product.code,
    name: product.name,
    products: productsIn(product, plan.quantityBefore ?? plan.quantity),
    type,
    trialExpiresAt: plan.trialDaysLeft === undefined ? null : now + plan.trialDaysLeft * DAY,
    extensions: 0,
    suspendedBy: null,
    retired: false,
    updatedAt: orderedAt,
    updatedBy: null,
    events: [],
    seatChanges: [],
    ...(plan.wire ? { wire: plan.wire } : {}),
  };
  record(made, 'order', orderedAt, null, () => undefined);
  if (plan.quantityBefore !== undefined)
    record(made, 'update-quantity', (orderedAt + now) / 2, null, () => setQuantity(made, plan.quantity));
  if (plan.suspended) {
    const suspendedAt = Math.max(now - 3 * DAY, (orderedAt + now) / 2);
    record(made, 'suspend', suspendedAt, null, () => (made.suspendedBy = customer.status === 'suspended' ? 'company' : 'license'));
  }
  made.products.forEach((entry, index) => (entry.usage = usageOf(plan, index)));
  return addLicense(world, made);
}

/** A login with one grant on its own company, and more below it. */
export function login(
  builder: Builder,
  email: string,
  password: string,
  home: Company,
  permission: Permission,
  note: string,
  grants: readonly (readonly [Company, Permission])[] = [],
): Login {
  const [firstName = '', domain = ''] = email.split('@');
  return addLogin(builder.world, {
    email,
    password,
    firstName,
    lastName: domain,
    companyId: home.id,
    grants: new Map([[home.id, permission], ...grants.map(([at, granted]) => [at.id, granted] as const)]),
    note,
  });
}

function setQuantity(made: License, quantity: number): void {
  made.products = made.products.map((product): LicenseProduct => ({ ...product, quantity }));
}

function usageOf(plan: LicensePlan, index: number): number {
  return typeof plan.usage === 'number' ? plan.usage : (plan.usage[index] ?? 0);
}
