import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';

import { wholeSight } from '../../http/actor.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { selectGroupNames } from '../groups/store.ts';
import { refuseCommonPassword } from '../users/password.ts';
import { countBatches, forgetPasswords, insertBatch, selectBatches, selectSteps } from './batch-store.ts';
import type { Offboarding, StepRow } from './batch-store.ts';
import { describeLacks, lacksFor, reasonOfArchived, reasonOfLacks } from './rights.ts';
import { countCustomers, lockSetups, selectCustomers, selectOffboarding, updateSetup, selectPlaces } from './store.ts';
import type { CustomerFilter, CustomerRow, SetupChange, CustomerPlace } from './store.ts';
import { proposeLogins } from './logins.ts';
import { batchView, customerView, lacksView, offboardingView } from './views.ts';

export const BATCH_JOB = 'customer-batch';
const PASSWORD_CONTEXT = 'setup password';

export async function listCustomers(
  ctx: Context,
  actor: Actor,
  query: Omit<CustomerFilter, 'ids'> & { ids?: string[] | undefined; offset: number; limit: number },
) {
  const filter = { ...query, ids: query.ids?.map(Number) };
  const { rows, lacks, names, total } = await ctx.db.read(actor.sight, async (tx) => {
    const rows = await selectCustomers(tx, filter, query);
    const lacks = new Map(rows.map((row) => [row.id, lacksFor(actor, row, { user: true, installer: true })]));
    const names = await selectGroupNames(
      tx,
      [...lacks.values()].flat().map((lack) => lack.groupId),
    );
    return { rows, lacks, names, total: await countCustomers(tx, filter) };
  });
  const lacksOf = (row: CustomerRow) => lacks.get(row.id) ?? [];
  const logins = await proposeLogins(ctx, rows, lacksOf);
  return { rows: rows.map((row) => customerView(row, logins.get(row.id) ?? '', lacksOf(row), names)), total };
}

export interface GivenCustomer {
  companyId: string;
  user: { login: string; name: string; password?: string | undefined; language: string; mustChangePassword: boolean } | null;
  installer: { name: string; shareId: string | null; expiresAt: string | null; useLimit: number | null } | null;
}

/** Checks every right first, then starts: nothing is half made (R43). */
export async function setUp(ctx: Context, actor: Actor, given: GivenCustomer[]) {
  for (const [i, { user }] of given.entries())
    if (user?.password !== undefined) refuseCommonPassword(user.password, `body.customers.${i}.user.password`, [user.login, user.name]);
  const wanted = [...new Map(given.map((one) => [one.companyId, one])).values()];
  const known = await mustSeeCustomers(
    ctx,
    actor,
    wanted.map((one) => one.companyId),
  );
  for (const one of wanted) {
    const customer = known.get(one.companyId) as CustomerRow;
    refuseLacking(customer, lacksFor(actor, customer, { user: one.user !== null, installer: one.installer !== null }));
    if (customer.setup === 'archived' || customer.setup === 'unlinked')
      throw new Refusal('conflict', `${customer.name} is ${customer.setup}.`, {
        reason: { code: 'customer-unfit', parameters: { customer: customer.name, setup: customer.setup } },
        remedy: 'Restore an archived customer first; choose one that a linked account sees.',
      });
  }
  const steps = wanted.map((one) => ({
    company_id: Number(one.companyId),
    group_id: (known.get(one.companyId) as CustomerRow).group_id,
    wanted: JSON.stringify({
      user: one.user && {
        login: one.user.login,
        name: one.user.name,
        language: one.user.language,
        mustChangePassword: one.user.mustChangePassword,
        passwordGiven: one.user.password !== undefined,
      },
      installer: one.installer,
    }),
    password_sealed: one.user?.password === undefined ? null : sealPassword(ctx, one.user.password).toString('base64'),
  }));
  return start(ctx, actor, 'setup', {}, steps);
}

export async function offboard(ctx: Context, actor: Actor, { companyIds, ...options }: Offboarding & { companyIds: string[] }) {
  const ids = [...new Set(companyIds)];
  const known = await mustSeeCustomers(ctx, actor, ids);
  for (const customer of known.values()) {
    refuseLacking(customer, lacksFor(actor, customer, { user: options.suspendUsers, installer: options.revokeInstallers }));
    if (customer.setup === 'archived')
      throw new Refusal('conflict', `${customer.name} is archived.`, {
        reason: reasonOfArchived(customer),
        remedy: 'Restore it first.',
      });
  }
  const steps = ids.map((id) => ({
    company_id: Number(id),
    group_id: (known.get(id) as CustomerRow).group_id,
    wanted: '{}',
    password_sealed: null,
  }));
  return start(ctx, actor, 'offboarding', options, steps);
}

/** What an offboarding would do, before it does. */
export async function planOffboarding(ctx: Context, actor: Actor, companyIds: string[]) {
  const ids = [...new Set(companyIds)];
  const known = await mustSeeCustomers(ctx, actor, ids);
  return ctx.db.read(actor.sight, async (tx) => {
    const lacks = new Map([...known].map(([id, row]) => [id, lacksFor(actor, row, { user: true, installer: true })]));
    const names = await selectGroupNames(
      tx,
      [...lacks.values()].flat().map((lack) => lack.groupId),
    );
    const touched = await selectOffboarding(tx, ids.map(Number));
    return ids.map((id) => offboardingView(known.get(id) as CustomerRow, touched.get(Number(id)), lacksView(lacks.get(id) ?? [], names)));
  });
}

async function start(ctx: Context, actor: Actor, kind: 'setup' | 'offboarding', options: object, steps: Parameters<typeof insertBatch>[2]) {
  return ctx.db.transaction(wholeSight(actor), async (tx) => {
    const id = await insertBatch(tx, { kind, userId: actor.userId, options, now: ctx.now() }, steps);
    await ctx.jobs.enqueue(tx, BATCH_JOB, { batchId: id }, `${BATCH_JOB} ${id}`);
    return mustView(tx, actor, id);
  });
}

async function mustSeeCustomers(ctx: Context, actor: Actor, ids: string[]): Promise<Map<string, CustomerRow>> {
  const rows = await ctx.db.read(actor.sight, (tx) => selectCustomers(tx, { ids: ids.map(Number) }));
  if (rows.length < new Set(ids).size) throw notFound('customer');
  return new Map(rows.map((row) => [String(row.id), row]));
}

function refuseLacking(customer: CustomerPlace, lacks: ReturnType<typeof lacksFor>): void {
  const [first] = lacks;
  const reason = reasonOfLacks(customer, lacks);
  if (!first || !reason) return;
  throw new Refusal('not-permitted', describeLacks(customer, lacks), {
    reason,
    needs: { function: first.function, level: first.level },
    remedy: 'Ask for these rights, or leave out what needs them.',
  });
}

/** Marks customers ready without making anything (R40). */
export async function skip(ctx: Context, actor: Actor, companyIds: string[] | undefined): Promise<{ changed: number }> {
  const rows = await ctx.db.read(actor.sight, (tx) =>
    selectCustomers(tx, companyIds ? { ids: companyIds.map(Number) } : { setup: 'not-set-up' }),
  );
  if (companyIds && rows.length < new Set(companyIds).size) throw notFound('customer');
  const fit = rows.filter((row) => lacksFor(actor, row, { user: false, installer: false }).length === 0);
  const [lacking] = companyIds ? rows.filter((row) => !fit.includes(row)) : [];
  if (lacking) refuseLacking(lacking, lacksFor(actor, lacking, { user: false, installer: false }));
  const ids = fit.filter((row) => row.setup === 'not-set-up').map((row) => row.id);
  return changeSetup(ctx, actor, ids, 'ready', 'setup-skipped');
}

/** Hides customers, or shows them again (R22). */
export async function archive(ctx: Context, actor: Actor, companyIds: string[], hidden: boolean): Promise<{ changed: number }> {
  const known = await mustSeeCustomers(ctx, actor, [...new Set(companyIds)]);
  for (const customer of known.values()) refuseLacking(customer, lacksFor(actor, customer, { user: false, installer: false }));
  const ids = [...known.keys()].map(Number);
  return hidden
    ? changeSetup(ctx, actor, ids, 'archived', 'customer-archived')
    : changeSetup(ctx, actor, ids, 'restored', 'customer-restored');
}

async function changeSetup(ctx: Context, actor: Actor, ids: number[], setup: SetupChange, action: string): Promise<{ changed: number }> {
  return ctx.db.transaction(wholeSight(actor), async (tx) => {
    const held = await lockSetups(tx, ids);
    // One that was archived a moment ago is not skipped back into sight.
    const fit = setup === 'ready' ? ids.filter((id) => held.get(id) === 'not-set-up') : ids;
    const changed = await updateSetup(tx, fit, setup);
    await recordAudit(
      ctx,
      tx,
      actor,
      changed.map((row) => ({
        groupId: row.group_id,
        function: 'groups-and-computers',
        action,
        subject: { kind: 'group', id: row.group_id, name: row.name },
        before: { setup: row.before },
        after: { setup: row.after },
      })),
    );
    return { changed: changed.length };
  });
}

export async function listBatches(ctx: Context, actor: Actor, page: { offset: number; limit: number }) {
  return ctx.db.read(actor.sight, async (tx) => ({
    rows: (await selectBatches(tx, undefined, page)).map((row) => batchView(row, [], actor.userId)),
    total: await countBatches(tx),
  }));
}

export async function showBatch(ctx: Context, actor: Actor, id: number) {
  return ctx.db.read(actor.sight, (tx) => mustView(tx, actor, id));
}

/** Hands the made-up passwords out, once, to the one who started the batch. */
export async function takeCredentials(ctx: Context, actor: Actor, id: number) {
  return ctx.db.transaction(wholeSight(actor), async (tx) => {
    const batch = await mustBeOwn(tx, actor, id);
    const steps = (await selectSteps(tx, id, ['done'])).filter((step) => step.password_sealed !== null && step.login !== null);
    await refuseLackingSteps(tx, actor, steps, () => ({ user: true, installer: false }));
    await forgetPasswords(tx, id);
    await recordAudit(
      ctx,
      tx,
      actor,
      steps.map((step) => ({
        groupId: step.group_id,
        function: 'users',
        action: 'credentials-fetched',
        subject: { kind: 'user', id: step.user_id, name: step.login ?? '' },
        after: { setup: String(batch.id) },
      })),
    );
    return steps.map((step) => ({
      customer: step.company_name,
      login: step.login ?? '',
      password: openPassword(ctx, step.password_sealed as Buffer),
    }));
  });
}

/** Rights may have gone since a batch was started, and a token may carry fewer than its user's: asked again for each customer. */
export async function refuseLackingSteps(
  tx: Tx,
  actor: Actor,
  steps: readonly StepRow[],
  wantsOf: (step: StepRow) => { user: boolean; installer: boolean },
): Promise<void> {
  const places = await selectPlaces(
    tx,
    steps.map((step) => step.company_id),
  );
  for (const step of steps) {
    const place = places.find((one) => one.id === step.company_id);
    if (place) refuseLacking(place, lacksFor(actor, place, wantsOf(step)));
  }
}

export async function mustBeOwn(tx: Tx, actor: Actor, id: number) {
  const [batch] = await selectBatches(tx, id);
  if (!batch || batch.user_id !== actor.userId) throw notFound('setup');
  return batch;
}

export async function mustView(tx: Tx, actor: Actor, id: number) {
  const [batch] = await selectBatches(tx, id);
  if (!batch) throw notFound('setup');
  return batchView(batch, await selectSteps(tx, id), actor.userId);
}

export function sealPassword(ctx: Context, password: string): Buffer {
  return ctx.sealer.seal(password, PASSWORD_CONTEXT);
}

export function openPassword(ctx: Context, sealed: Buffer): string {
  return ctx.sealer.open(sealed, PASSWORD_CONTEXT);
}
