import type { Reason } from '@licet/contract';
import { planLacks } from '@licet/domain';
import type { Lack } from '@licet/domain';
import { reaches } from '../../http/actor.ts';
import type { Rights } from '../../http/actor.ts';
import type { CustomerPlace } from './store.ts';

/** What somebody lacks to set a customer up, by the same rule before the wizard starts and when it works. */
export function lacksFor(rights: Pick<Rights, 'scope'>, customer: CustomerPlace, wants: { user: boolean; installer: boolean }): Lack[] {
  const place = {
    groupId: customer.group_id,
    sharedGroupIds: customer.shared_group_ids,
    authorityGroupId: customer.authority_group_id,
  };
  return planLacks((fn, level, group) => reaches(rights.scope(fn, level), group), place, wants);
}

/** The first of them as a code; the console shows all of them before anything is asked for. */
export function reasonOfLacks(customer: CustomerPlace, [first]: readonly Lack[]): Reason | undefined {
  return (
    first && {
      code: 'customer-right-missing',
      parameters: { customer: customer.name, function: first.function, level: first.level },
    }
  );
}

/** Why an archived customer is neither set up nor offboarded. */
export function reasonOfArchived(customer: Pick<CustomerPlace, 'name'>): Reason {
  return { code: 'customer-archived', parameters: { customer: customer.name } };
}

export function describeArchived(customer: Pick<CustomerPlace, 'name'>): string {
  return `${customer.name} is archived. Restore it, then try again.`;
}

export function describeLacks(customer: CustomerPlace, lacks: readonly Lack[]): string {
  const rights = [...new Set(lacks.map((lack) => `${lack.level} on ${lack.function}`))].join(', ');
  return `For ${customer.name} these rights are missing: ${rights}.`;
}
