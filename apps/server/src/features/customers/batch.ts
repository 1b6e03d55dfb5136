// Works on a batch, some customers at a time. A portion is one transaction; one that fails is tried again customer by customer,
// so that a failing customer stops no other and each is done whole or not at all.
import { randomBytes } from 'node:crypto';
import type { Reason } from '@licet/contract';
import { companyTags, homeRights, MSP_USER_AUTO_LOGOUT, sharedRights, unitsLeft } from '@licet/domain';
import { hash } from '@node-rs/argon2';
import type { Context } from '../../context.ts';
import { system } from '../../db/transaction.ts';
import { holdLock } from '../../db/locks.ts';
import type { Sight, Tx } from '../../db/transaction.ts';
import type { Rights } from '../../http/actor.ts';
import { recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { sealInstallerToken, newInstallerToken, hashInstallerToken } from '../installers/make.ts';
import { loadRights } from '../sessions/identify.ts';
import { openPassword, sealPassword } from './actions.ts';
import { claimSteps, endSteps, selectBatches, selectSteps } from './batch-store.ts';
import type { BatchRow, StepEnd, StepRow } from './batch-store.ts';
import { ensureCompanySets, insertCompanyInstallers, insertCompanyUsers, selectShareChoices } from './making-store.ts';
import { offboardOne } from './offboarding.ts';
import { describeLacks, lacksFor, reasonOfLacks } from './rights.ts';
import { selectPlaces, updateSetup } from './store.ts';
import type { CustomerPlace } from './store.ts';

/** Customers in one transaction. */
const PORTION = 10;
/** Portions whose passwords are hashed before their turn to be written. */
const AHEAD = 3;

/** Why one customer cannot be done: told at its step. */
class StepFailure extends Error {
  readonly reason: Reason;
  constructor(message: string, reason: Reason) {
    super(message);
    this.reason = reason;
  }
}

/** Safe to call again at any time: steps that are done stay done, and one process works on a batch. */
export async function workOnBatch(ctx: Context, batchId: number, signal: AbortSignal): Promise<void> {
  const lock = await holdLock(ctx.db.connection, 'customer batch', batchId);
  if (!lock) return;
  try {
    await workLocked(ctx, batchId, AbortSignal.any([signal, lock.lost]));
  } finally {
    await lock.release().catch(() => undefined);
  }
}

async function workLocked(ctx: Context, batchId: number, signal: AbortSignal): Promise<void> {
  const { batch, steps } = await ctx.db.read(system, async (tx) => ({
    batch: (await selectBatches(tx, batchId))[0],
    steps: await selectSteps(tx, batchId, ['waiting']),
  }));
  if (!batch) return;
  // Passwords of the next two portions are hashed while this one is written: with one, threads stand idle at its end.
  const portions = Array.from({ length: Math.ceil(steps.length / PORTION) }, (_, i) => steps.slice(i * PORTION, (i + 1) * PORTION));
  const ahead = portions.splice(0, AHEAD).map((portion) => prepare(ctx, portion));
  try {
    while (!signal.aborted) {
      const prepared = await ahead.shift();
      if (!prepared) return;
      const following = portions.shift();
      if (following) ahead.push(prepare(ctx, following));
      await doPortion(ctx, batch, prepared);
    }
  } finally {
    await Promise.allSettled(ahead);
  }
}

interface Prepared {
  step: StepRow;
  password_hash: string | null;
  /** Sealed, when it was made up. */
  made: Buffer | null;
}

function prepare(ctx: Context, steps: StepRow[]): Promise<Prepared[]> {
  return Promise.all(
    steps.map(async (step) => {
      const { user } = step.wanted;
      if (!user) return { step, password_hash: null, made: null };
      const password = step.password_sealed ? openPassword(ctx, step.password_sealed) : randomBytes(12).toString('base64url');
      // A given one that was forgotten, a day after the step had failed, is made up like those that nobody gave.
      const given = user.passwordGiven && step.password_sealed !== null;
      return { step, password_hash: await hash(password), made: given ? null : sealPassword(ctx, password) };
    }),
  );
}

async function doPortion(ctx: Context, batch: BatchRow, portion: Prepared[]): Promise<void> {
  try {
    await ctx.db.transaction(sightOf(batch), (tx) => doCustomers(ctx, tx, batch, portion));
  } catch (error) {
    const [only] = portion;
    if (portion.length > 1) for (const one of portion) await doPortion(ctx, batch, [one]);
    else if (only) await noteFailure(ctx, only.step, error);
  }
}

async function noteFailure(ctx: Context, step: StepRow, error: unknown): Promise<void> {
  if (!(error instanceof StepFailure)) ctx.log.error({ err: error, step: step.id }, 'customer step failed');
  const because =
    error instanceof StepFailure
      ? { says: error.message, reasons: [error.reason] }
      : { says: 'The server ran into a fault of its own. Try again.', reasons: [{ code: 'step-fault', parameters: {} } as const] };
  await ctx.db.transaction(system, (tx) => endSteps(tx, [{ id: step.id, state: 'failed', because }], ctx.now()));
}

function sightOf(batch: BatchRow): Sight {
  return { role: 'licet_all', userId: batch.user_id };
}

async function doCustomers(ctx: Context, tx: Tx, batch: BatchRow, given: Prepared[]): Promise<void> {
  const claimed = await claimSteps(
    tx,
    given.map(({ step }) => step.id),
  );
  const portion = given.filter(({ step }) => claimed.has(step.id));
  const { customers, rights } = await readCustomers(tx, batch, portion);
  const ends =
    batch.kind === 'setup'
      ? await makeAll(ctx, tx, batch, portion, customers)
      : await offboardAll(ctx, tx, batch, rights, portion, customers);
  await endSteps(tx, ends, ctx.now());
}

/** The customers of a portion; the starter's rights are looked at again, because they may have changed since. */
async function readCustomers(
  tx: Tx,
  batch: BatchRow,
  portion: Prepared[],
): Promise<{ customers: Map<number, CustomerPlace>; rights: Rights }> {
  const rights: Rights | undefined = batch.user_id === null ? undefined : await loadRights(tx, batch.user_id);
  if (!rights) throw new StepFailure('Whoever started this may not sign in any more.', { code: 'starter-gone', parameters: {} });
  const rows = await selectPlaces(
    tx,
    portion.map(({ step }) => step.company_id),
  );
  const customers = new Map(rows.map((row) => [row.id, row]));
  for (const { step } of portion) {
    const customer = customers.get(step.company_id);
    if (!customer) throw new StepFailure('The customer has no group any more.', { code: 'customer-groupless', parameters: {} });
    const options = batch.options as { suspendUsers?: boolean; revokeInstallers?: boolean };
    const wants =
      batch.kind === 'setup'
        ? { user: step.wanted.user !== null, installer: step.wanted.installer !== null }
        : { user: options.suspendUsers === true, installer: options.revokeInstallers === true };
    const lacks = lacksFor(rights, customer, wants);
    const lacking = reasonOfLacks(customer, lacks);
    if (lacking) throw new StepFailure(describeLacks(customer, lacks), lacking);
  }
  return { customers, rights };
}

async function makeAll(
  ctx: Context,
  tx: Tx,
  batch: BatchRow,
  portion: Prepared[],
  customers: Map<number, CustomerPlace>,
): Promise<StepEnd[]> {
  const of = (step: StepRow) => customers.get(step.company_id) as CustomerPlace;
  const users = await makeUsers(tx, portion, of);
  const installers = await makeInstallers(ctx, tx, batch, portion, of);
  await updateSetup(
    tx,
    portion.map(({ step }) => step.company_id),
    'ready',
  );
  await recordAudit(
    ctx,
    tx,
    { userId: batch.user_id as number, login: batch.login ?? '', requestId: `setup ${batch.id}` },
    portion.flatMap(({ step }) => tellSetup(step, of(step), users.get(step.company_id), installers.get(step.company_id))),
  );
  return portion.map(({ step, made }) => ({
    id: step.id,
    state: 'done' as const,
    user_id: users.get(step.company_id) ?? null,
    installer_id: installers.get(step.company_id) ?? null,
    forget: made === null,
    ...(made ? { password: made.toString('base64') } : {}),
  }));
}

async function makeUsers(tx: Tx, portion: Prepared[], of: (step: StepRow) => CustomerPlace): Promise<Map<number, number>> {
  const wanting = portion.filter(({ step }) => step.wanted.user !== null);
  if (wanting.length === 0) return new Map();
  const sets = wanting.flatMap(({ step }) => {
    const { id, group_id, name, shared_group_ids } = of(step);
    const common = { company_id: id, access_group_id: group_id };
    const home = { ...common, made_as: 'home' as const, name: clip(name, 'own group'), group_ids: [group_id] };
    const shared = { ...common, made_as: 'shared-above' as const, name: clip(name, 'Shared Objects'), group_ids: shared_group_ids };
    return shared_group_ids.length > 0 ? [home, shared] : [home];
  });
  const ofCompany = await ensureCompanySets(tx, sets, { home: homeRights, 'shared-above': sharedRights });
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
      set_ids: ofCompany.get(step.company_id) ?? [],
    };
  });
  const made = await insertCompanyUsers(tx, users);
  for (const user of users)
    if (!made.has(user.company_id))
      throw new StepFailure(`The login ${user.login} is taken. Choose another and try again.`, {
        code: 'login-taken',
        parameters: { login: user.login },
      });
  return made;
}

async function makeInstallers(
  ctx: Context,
  tx: Tx,
  batch: BatchRow,
  portion: Prepared[],
  of: (step: StepRow) => CustomerPlace,
): Promise<Map<number, number>> {
  const wanting = portion.filter(({ step }) => step.wanted.installer !== null);
  if (wanting.length === 0) return new Map();
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
  return made;
}

function tellSetup(step: StepRow, customer: CustomerPlace, userId: number | undefined, installerId: number | undefined): Done[] {
  const { user, installer } = step.wanted;
  const told: Done[] = [];
  if (user && userId !== undefined)
    told.push({
      groupId: customer.group_id,
      function: 'users',
      action: 'user-created',
      subject: { kind: 'user', id: userId, name: user.login },
      after: { login: user.login, name: user.name, homeGroup: customer.name, tags: companyTags(customer.name) },
    });
  if (installer && installerId !== undefined)
    told.push({
      groupId: customer.group_id,
      function: 'installers',
      action: 'installer-created',
      subject: { kind: 'installer', id: installerId, name: installer.name },
      after: { name: installer.name, group: customer.name },
    });
  const subject = { kind: 'group', id: customer.group_id, name: customer.name };
  told.push({
    groupId: customer.group_id,
    function: 'groups-and-computers',
    action: 'customer-set-up',
    subject,
    after: { setup: 'ready' },
  });
  return told;
}

async function offboardAll(
  ctx: Context,
  tx: Tx,
  batch: BatchRow,
  rights: Rights,
  portion: Prepared[],
  customers: Map<number, CustomerPlace>,
): Promise<StepEnd[]> {
  const ends: StepEnd[] = [];
  for (const { step } of portion)
    ends.push(await offboardOne(ctx, tx, batch, rights, step, customers.get(step.company_id) as CustomerPlace));
  return ends;
}

/** Names of sets hold the customer's, as much of it as there is room for. */
function clip(name: string, what: string): string {
  return `${[...name].slice(0, 150).join('').trim()}: ${what}`;
}
