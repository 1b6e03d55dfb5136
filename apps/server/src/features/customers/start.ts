// Starting to set customers up, or to offboard them: every right is checked first, then a batch does the work.
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { selectGroupNames } from '../groups/store.ts';
import { refuseCommonPassword } from '../users/password.ts';
import { insertBatch } from './batch-store.ts';
import type { Offboarding } from './batch-store.ts';
import { mustSeeCustomers } from './actions.ts';
import { BATCH_JOB, mustView } from './batches.ts';
import { sealPassword } from './passwords.ts';
import { lacksFor, reasonOfArchived, refuseLacking, refuseOwn } from './rights.ts';
import { selectOffboarding } from './store.ts';
import type { CustomerRow } from './store.ts';
import { lacksView, offboardingView } from './views.ts';

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
    refuseOwn(actor, customer);
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
  return ctx.db.transaction(wholeSight, async (tx) => {
    const id = await insertBatch(tx, { kind, userId: actor.userId, options, now: ctx.now() }, steps);
    await ctx.jobs.enqueue(tx, BATCH_JOB, { batchId: id }, `${BATCH_JOB} ${id}`);
    return mustView(tx, actor, id);
  });
}
