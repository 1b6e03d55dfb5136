// What the setup makes for a portion of customers: users with their permission sets, installers, and what the audit is told.
import type { Reason } from '@licet/contract';
import { companyTags, homeRights, MSP_USER_AUTO_LOGOUT, sharedRights, unitsLeft } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { hashInstallerToken, newInstallerToken, sealInstallerToken } from '../installers/make.ts';
import type { Because } from '../sync/because.ts';
import type { BatchRow, StepEnd, StepRow } from './batch-store.ts';
import { ensureCompanySets, insertCompanyInstallers, insertCompanyUsers, selectShareChoices } from './making-store.ts';
import type { SetToMake } from './making-store.ts';
import { updateSetup } from './store.ts';
import type { CustomerPlace } from './store.ts';

/** Why one customer cannot be done: told at its step. */
export class StepFailure extends Error {
  readonly reason: Reason;
  constructor(message: string, reason: Reason) {
    super(message);
    this.reason = reason;
  }
}

/** What the sets of a customer are called after its name, in the language of the user who is to read them. */
const setWords = {
  en: { home: 'own group', shared: 'Shared Objects' },
  pl: { home: 'własna grupa', shared: 'Obiekty udostępnione' },
};

/** A step with its user's password hashed. */
export interface Prepared {
  step: StepRow;
  password_hash: string | null;
  /** Sealed, when it was made up. */
  made: Buffer | null;
}

/** A customer whose row is held, with its state. */
export interface HeldCustomer extends CustomerPlace {
  setup: string;
}

/** Makes what each step of a portion wants, in the transaction given; one that cannot be made fails the portion. */
export async function makeAll(
  ctx: Context,
  tx: Tx,
  batch: BatchRow,
  portion: Prepared[],
  customers: Map<number, HeldCustomer>,
): Promise<StepEnd[]> {
  const of = (step: StepRow) => customers.get(step.company_id) as HeldCustomer;
  const { users, told } = await makeUsers(tx, portion, of);
  const { installers, bare } = await makeInstallers(ctx, tx, batch, portion, of);
  await updateSetup(
    tx,
    portion.map(({ step }) => step.company_id),
    'ready',
  );
  await recordAudit(
    ctx,
    tx,
    { userId: batch.user_id as number, login: batch.login ?? '', requestId: `setup ${batch.id}` },
    portion.flatMap(({ step }) => [
      ...(told.get(step.company_id) ?? []),
      ...tellSetup(step, of(step), users.get(step.company_id), installers.get(step.company_id)),
    ]),
  );
  return portion.map(({ step, made }) => ({
    id: step.id,
    state: 'done' as const,
    user_id: users.get(step.company_id) ?? null,
    installer_id: installers.get(step.company_id) ?? null,
    forget: made === null,
    ...(bare.has(step.company_id) ? { because: withoutLicense } : {}),
    ...(made ? { password: made.toString('base64') } : {}),
  }));
}

async function makeUsers(
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

async function makeInstallers(
  ctx: Context,
  tx: Tx,
  batch: BatchRow,
  portion: Prepared[],
  of: (step: StepRow) => CustomerPlace,
): Promise<{ installers: Map<number, number>; bare: Set<number> }> {
  const wanting = portion.filter(({ step }) => step.wanted.installer !== null);
  if (wanting.length === 0) return { installers: new Map(), bare: new Set() };
  const choices = Map.groupBy(
    await selectShareChoices(
      tx,
      wanting.map(({ step }) => step.group_id),
    ),
    (choice) => choice.group_id,
  );
  const installers = wanting.map(({ step }) => {
    const wanted = step.wanted.installer;
    const mine = choices.get(step.group_id) ?? [];
    const first = mine.find((one) => (unitsLeft({ ...one, activatedSince: one.activated_since }) ?? 0) > 0);
    const asked = wanted?.shareId === 'first' ? first : mine.find((one) => String(one.share_id) === wanted?.shareId);
    if (wanted?.shareId !== 'first' && wanted?.shareId !== null && !asked)
      throw new StepFailure('The license is not one of this customer that its group reaches. Choose another and try again.', {
        code: 'license-out-of-reach',
        parameters: {},
      });
    const secret = newInstallerToken();
    return {
      company_id: step.company_id,
      name: wanted?.name ?? of(step).name,
      group_id: step.group_id,
      share_id: asked?.share_id ?? null,
      expires_at: wanted?.expiresAt ?? null,
      use_limit: wanted?.useLimit ?? null,
      created_by: batch.user_id,
      secret_hash: hashInstallerToken(secret).toString('hex'),
      secret_sealed: sealInstallerToken(ctx, secret).toString('hex'),
    };
  });
  const made = await insertCompanyInstallers(tx, installers);
  for (const { step } of wanting)
    if (!made.has(step.company_id))
      throw new StepFailure('There is no certification authority for this customer yet. Synchronize its account, then try again.', {
        code: 'authority-missing',
        parameters: {},
      });
  const bare = wanting.filter(({ step }, i) => step.wanted.installer?.shareId === 'first' && installers[i]?.share_id === null);
  return { installers: made, bare: new Set(bare.map(({ step }) => step.company_id)) };
}

const withoutLicense: Because = {
  says: 'The installer names no license: none of the customer has units left.',
  reasons: [{ code: 'installer-without-license', parameters: {} }],
};

function tellSetup(step: StepRow, customer: HeldCustomer, userId: number | undefined, installerId: number | undefined): Done[] {
  const { user, installer } = step.wanted;
  const told: Done[] = [];
  if (user && userId !== undefined)
    told.push({
      groupId: customer.group_id,
      function: 'users',
      action: 'user-created',
      subject: { kind: 'user', id: userId, name: user.login },
      after: {
        login: user.login,
        name: user.name,
        enabled: true,
        homeGroup: customer.name,
        tags: companyTags(customer.name),
        autoLogoutMinutes: MSP_USER_AUTO_LOGOUT,
        mustChangePassword: user.mustChangePassword,
      },
    });
  if (installer && installerId !== undefined)
    told.push({
      groupId: customer.group_id,
      function: 'installers',
      action: 'installer-created',
      subject: { kind: 'installer', id: installerId, name: installer.name },
      after: { name: installer.name, group: customer.name, expiresAt: installer.expiresAt, useLimit: installer.useLimit },
    });
  const subject = { kind: 'group', id: customer.group_id, name: customer.name };
  told.push({
    groupId: customer.group_id,
    function: 'groups-and-computers',
    action: 'customer-set-up',
    subject,
    before: { setup: customer.setup },
    after: { setup: 'ready' },
  });
  return told;
}

/** Names of sets hold the customer's, as much of it as there is room for. */
function clip(name: string, what: string): string {
  return `${[...name].slice(0, 150).join('').trim()}: ${what}`;
}
