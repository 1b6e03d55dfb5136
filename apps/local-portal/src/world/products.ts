import { ruleBroken } from '../refusal.ts';
import type { LicenseProduct } from './model.ts';

/** Something that can be ordered. */
export interface Product {
  readonly code: string;
  readonly name: string;
  readonly trial: boolean;
  /** Products of one family can be changed into each other. */
  readonly family: string | null;
  readonly needsTerms: boolean;
  /** Codes under one public id; empty for a plain product. */
  readonly contains: readonly string[];
}

function product(code: string, name: string, options: Partial<Product> = {}): Product {
  return { code, name, trial: true, family: null, needsTerms: false, contains: [], ...options };
}

/**
 * The catalogue. Names are seen in help pages; 2015 is the one code that was seen with its name. All other codes are
 * invented, and start with 9 so that nobody takes them for real.
 */
export const catalogue: readonly [Product, ...Product[]] = [
  product('2015', 'ESET PROTECT Entry', { family: 'protect' }),
  product('9016', 'ESET PROTECT Advanced', { family: 'protect' }),
  product('9017', 'ESET PROTECT Complete', { family: 'protect' }),
  product('9101', 'ESET Endpoint Antivirus', { family: 'endpoint' }),
  product('9102', 'ESET Endpoint Security', { family: 'endpoint' }),
  product('9103', 'ESET Server Security'),
  product('9104', 'ESET Mail Security'),
  product('9105', 'ESET Full Disk Encryption'),
  product('9106', 'ESET Inspect', { trial: false }),
  product('9107', 'ESET LiveGuard Advanced', { needsTerms: true }),
  product('9108', 'ESET Secure Authentication'),
  product('9201', 'ESET Endpoint Security + ESET Inspect', { contains: ['9102', '9106'] }),
  product('9202', 'ESET Endpoint Security + ESET Server Security', { contains: ['9102', '9103'] }),
];

const byCode = new Map(catalogue.map((entry) => [entry.code, entry]));

/** Refuses with 8/27 what is not in the catalogue. */
export function findProduct(code: string): Product {
  const found = byCode.get(code);
  if (!found) throw ruleBroken(27, `Product ${code} is not available.`);
  return found;
}

/** What a license of a product holds: the product itself, or all products of a bundle. */
export function productsIn(ordered: Product, quantity: number): LicenseProduct[] {
  const members = ordered.contains.length > 0 ? ordered.contains.map(findProduct) : [ordered];
  return members.map(({ code, name }) => ({ code, name, quantity, usage: 0 }));
}
