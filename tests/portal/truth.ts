import type { Portal } from '@licet/local-portal';

type Company = NonNullable<ReturnType<Portal['world']['companies']['get']>>;
type License = NonNullable<ReturnType<Portal['world']['licenses']['get']>>;

/** What a login should see, taken from the portal's world itself and not through its API. */
export interface Truth {
  own: string;
  /** By readable company: the nearest readable one above it. */
  places: Record<string, string | null>;
  companies: Map<string, Company>;
  licenses: Map<string, License>;
  /** Ordered units by `company product type`; 0 when suspended. */
  orders: Record<string, number>;
}

export function truthOf({ world }: Portal, email: string): Truth {
  const login = world.loginsByEmail.get(email);
  if (!login) throw new Error(`There is no login ${email}.`);
  const { grants, companyId: own } = login;

  function above(company: Company): Company | undefined {
    return company.id === own ? undefined : world.companies.get(company.parentId ?? '');
  }
  function isBelowOwn(company: Company): boolean {
    const parent = world.companies.get(company.parentId ?? '');
    return company.id === own || (parent !== undefined && isBelowOwn(parent));
  }
  function canRead(company: Company): boolean {
    const granted = grants.get(company.id);
    const parent = above(company);
    return granted === undefined ? parent !== undefined && canRead(parent) : granted !== 'no-access';
  }
  function nearest(company: Company): string | null {
    const parent = above(company);
    return parent === undefined ? null : canRead(parent) ? parent.id : nearest(parent);
  }

  const companies = new Map([...world.companies].filter(([, company]) => isBelowOwn(company) && canRead(company)));
  const licenses = new Map([...world.licenses].filter(([, license]) => companies.has(license.companyId)));
  const orders: Record<string, number> = {};
  for (const { companyId, products, suspendedBy, type, trialExpiresAt } of licenses.values()) {
    const counts = suspendedBy === null && (trialExpiresAt === null || trialExpiresAt > Date.now());
    for (const { code, quantity } of products) {
      const key = `${companyId} ${code} ${type === 'full' ? 'msp' : 'trial'}`;
      orders[key] = (orders[key] ?? 0) + (counts ? quantity : 0);
    }
  }
  return {
    own,
    places: Object.fromEntries([...companies.values()].map((company) => [company.id, nearest(company)])),
    companies,
    licenses,
    orders,
  };
}
