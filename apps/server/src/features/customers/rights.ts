import { planLacks } from '@licet/domain';
import type { Lack } from '@licet/domain';
import { reaches } from '../../http/actor.ts';
import type { Rights } from '../../http/actor.ts';
import type { CustomerRow } from './store.ts';

/** What somebody lacks to set a customer up, by the same rule before the wizard starts and when it works. */
export function lacksFor(rights: Pick<Rights, 'scope'>, customer: CustomerRow, wants: { user: boolean; installer: boolean }): Lack[] {
  const place = {
    groupId: customer.group_id,
    sharedGroupIds: customer.shared_group_ids,
    authorityGroupId: customer.authority_group_id,
  };
  return planLacks((fn, level, group) => reaches(rights.scope(fn, level), group), place, wants);
}

export function describeLacks(customer: CustomerRow, lacks: readonly Lack[]): string {
  const rights = [...new Set(lacks.map((lack) => `${lack.level} on ${lack.function}`))].join(', ');
  return `For ${customer.name} these rights are missing: ${rights}.`;
}
