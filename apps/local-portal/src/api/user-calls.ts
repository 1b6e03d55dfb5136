import { codeOf, companyStatuses, companyTypes, searchCompanyTypes } from '@licet/portal-api';
import { canWrite } from '../world/access.ts';
import { childrenOf } from '../world/world.ts';
import { pageOf, type Call, type Endpoint } from './call.ts';
import { moment } from './views.ts';

/** The login, and its company whether it may read it or not: the one thing that every login can ask. */
export function currentUser({ world, login, switches }: Pick<Call, 'world' | 'login' | 'switches'>): object {
  const company = world.companies.get(login.companyId);
  return {
    id: login.id,
    firstName: login.firstName,
    lastName: login.lastName,
    email: login.email,
    description: null,
    phoneNumber: null,
    twoFactorEnabled: false,
    status: 1,
    created: moment(company?.createdAt ?? null, switches),
    lastUpdate: null,
    company: company && { companyId: company.id, name: company.name, type: codeOf(companyTypes, company.type) },
    country: { countryCode: 'POL' },
    timeZone: { name: 'Europe/Warsaw', code: 'CET', timeShift: 1 },
  };
}

/** Only children with write access (documented). */
function directAccessibleChildren(call: Call): object {
  const writable = childrenOf(call.world, call.login.companyId).filter((child) => canWrite(call.world, call.login, child.id));
  const { rows, paging } = pageOf(call, writable);
  const companies = rows.map((company) => ({
    name: company.name,
    companyId: company.id,
    companyTypeId: codeOf(searchCompanyTypes, company.type),
    email: company.email,
    status: codeOf(companyStatuses, company.status),
  }));
  return { companies, paging };
}

export const userCalls: readonly Endpoint[] = [
  { method: 'GET', path: '/User/Current', casing: 'camel', answer: currentUser },
  { method: 'POST', path: '/User/GetDirectAccessibleChildren', casing: 'pascal', answer: directAccessibleChildren },
];
