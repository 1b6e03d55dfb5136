import { companyTypes, licenseStates } from '@licet/portal-api';
import { catalogue } from '../world/products.ts';
import type { Endpoint } from './call.ts';

function table(words: Readonly<Record<number, string>>): object[] {
  return Object.entries(words).map(([code, name]) => ({ code: Number(code), name }));
}

/** The envelope of the products is seen in client code, those of the other two are assumed. */
export const enumCalls: readonly Endpoint[] = [
  { method: 'GET', path: '/Enum/EntityTypes', casing: 'camel', answer: () => ({ entityTypes: table(companyTypes) }) },
  { method: 'GET', path: '/Enum/LicenseStates', casing: 'camel', answer: () => ({ licenseStates: table(licenseStates) }) },
  {
    method: 'GET',
    path: '/Enum/AvailableProducts',
    casing: 'camel',
    answer: () => ({ products: catalogue.map(({ code, name }) => ({ code, name })) }),
  },
];
