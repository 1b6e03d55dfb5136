// What the customer setup makes: defaults of an MSP user (R41).
import type { Right } from '../access/functions.ts';
import { tagOfName } from '../naming/tags.ts';

/** Minutes without a request after which an MSP user is signed out. */
export const MSP_USER_AUTO_LOGOUT = 15;

/** What a customer's user may do in the customer's own group: everything but link accounts and change the server. */
export const homeRights: readonly Right[] = [
  { function: 'licenses', level: 'write' },
  { function: 'groups-and-computers', level: 'write' },
  { function: 'users', level: 'write' },
  { function: 'permission-sets', level: 'write' },
  { function: 'installers', level: 'write' },
  { function: 'certificates', level: 'write' },
  { function: 'reports', level: 'write' },
  { function: 'notifications', level: 'write' },
  { function: 'audit', level: 'read' },
];

/** What a customer's user may do with what the managers above share: use it, and change nothing. */
export const sharedRights: readonly Right[] = [
  { function: 'permission-sets', level: 'use' },
  { function: 'installers', level: 'use' },
  { function: 'certificates', level: 'use' },
  { function: 'reports', level: 'use' },
  { function: 'notifications', level: 'use' },
];

/** The tags of what is made for a company. */
export function companyTags(companyName: string): string[] {
  const tag = tagOfName(companyName);
  return tag === null ? [] : [tag];
}

/** A login made of a company's name: small letters, digits and hyphens; `customer` when nothing is left of it. */
export function proposeLogin(companyName: string): string {
  const plain = companyName.replaceAll('ł', 'l').replaceAll('Ł', 'L').normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const words = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return words.slice(0, 40).replace(/-+$/, '') || 'customer';
}
