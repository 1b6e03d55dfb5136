// The users that a setup makes, each with the permission sets of its customer (R41).
import { companyTags, homeRights, MSP_USER_AUTO_LOGOUT, sharedRights } from '@licet/domain';
import type { Tx } from '../../db/transaction.ts';
import type { Done } from '../audit/record.ts';
import type { StepRow } from './batch-store.ts';
import { ensureCompanySets, insertCompanyUsers } from './making-store.ts';
import type { SetToMake } from './making-store.ts';
import { StepFailure } from './step.ts';
import type { Prepared } from './step.ts';
import type { CustomerPlace } from './store.ts';

/** What the sets of a customer are called after its name, in the language of the user who is to read them. */
const setWords = {
  en: { home: 'own group', shared: 'Shared Objects' },
  pl: { home: 'własna grupa', shared: 'Obiekty udostępnione' },
};

export async function makeUsers(
  tx: Tx,
  portion: Prepared[],
  of: (step: StepRow) => CustomerPlace,
): Promise<{ users: Map<number, number>; told: Map<number, Done[]> }> {
  const wanting = portion.filter(({ step }) => step.wanted.user !== null);
  if (wanting.length === 0) return { users: new Map(), told: new Map() };
  const sets = wanting.flatMap(({ step }) => {
    const { id, group_id, name, shared_group_ids } = of(step);
    const common = { company_id: id, access_group_id: group_id, customer: name };
    const words = setWords[step.wanted.user?.language === 'pl' ? 'pl' : 'en'];
    const home = { ...common, made_as: 'home' as const, name: clip(name, words.home), group_ids: [group_id] };
    const shared = { ...common, made_as: 'shared-above' as const, name: clip(name, words.shared), group_ids: shared_group_ids };
    return shared_group_ids.length > 0 ? [home, shared] : [home];
  });
  const held = await ensureCompanySets(tx, sets, rightsOfSets);
  const ofCompany = Map.groupBy(held, (set) => set.company_id);
  const users = wanting.map(({ step, password_hash }) => {
    const { user } = step.wanted;
    return {
      company_id: step.company_id,
      login: user?.login ?? '',
      name: user?.name ?? '',
      language: user?.language ?? 'en',
      password_hash: password_hash ?? '',
      home_group_id: of(step).group_id,
      tags: companyTags(of(step).name),
      auto_logout_minutes: MSP_USER_AUTO_LOGOUT,
      must_change_password: user?.mustChangePassword ?? false,
      set_ids: (ofCompany.get(step.company_id) ?? []).map((set) => set.id),
    };
  });
  const made = await insertCompanyUsers(tx, users);
  for (const user of users)
    if (!made.has(user.company_id))
      throw new StepFailure(`The login ${user.login} is taken. Choose another and try again.`, {
        code: 'login-taken',
        parameters: { login: user.login },
      });
  const told = sets.flatMap((set) => {
    const fresh = held.find((one) => one.fresh && one.company_id === set.company_id && one.made_as === set.made_as);
    return fresh ? [[set.company_id, tellSet(fresh.id, set)] as const] : [];
  });
  return { users: made, told: new Map([...Map.groupBy(told, ([id]) => id)].map(([id, of]) => [id, of.map(([, done]) => done)])) };
}

const rightsOfSets = { home: homeRights, 'shared-above': sharedRights };

function tellSet(id: number, { access_group_id, made_as, name, customer }: SetToMake & { customer: string }): Done {
  const groups = made_as === 'home' ? [customer] : [{ kind: 'shared-objects', name: 'Shared Objects' }];
  const rights = rightsOfSets[made_as].map((right) => `${right.function}: ${right.level}`);
  return {
    groupId: access_group_id,
    function: 'permission-sets',
    action: 'permission-set-created',
    subject: { kind: 'permission-set', id, name },
    after: { name, groups, rights },
  };
}

/** Names of sets hold the customer's, as much of it as there is room for. */
function clip(name: string, what: string): string {
  return `${[...name].slice(0, 150).join('').trim()}: ${what}`;
}
