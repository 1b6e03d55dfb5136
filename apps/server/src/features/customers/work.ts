// Works on a batch, some customers at a time. A portion is one transaction; one that fails is tried again customer by customer,
// so that a failing customer stops no other and each is done whole or not at all.
import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Context } from '../../context.ts';
import { holdLock } from '../../db/locks.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Rights } from '../../http/actor.ts';
import { loadRights } from '../sessions/rights.ts';
import { claimSteps, endSteps, selectBatches, selectSteps } from './batch-store.ts';
import type { BatchRow, StepEnd, StepRow } from './batch-store.ts';
import { makeAll } from './making.ts';
import { StepFailure } from './step.ts';
import type { HeldCustomer, Prepared } from './step.ts';
import { offboardOne } from './offboarding.ts';
import { openPassword, sealPassword } from './passwords.ts';
import { describeArchived, describeLacks, lacksFor, reasonOfArchived, reasonOfLacks, wantsOf } from './rights.ts';
import { lockSetups, selectPlaces } from './store.ts';
import type { CustomerPlace } from './store.ts';

/** Customers in one transaction: enough that what each transaction costs by itself is little beside the hashing of its passwords. */
const PORTION = 100;
/** Portions whose passwords are hashed before their turn to be written. */
const AHEAD = 2;

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
  const { batch, steps } = await ctx.db.read(wholeSight, async (tx) => ({
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
    await ctx.db.transaction(wholeSight, (tx) => doCustomers(ctx, tx, batch, portion));
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
  await ctx.db.transaction(wholeSight, async (tx) => {
    // It may have been taken back since.
    if ((await claimSteps(tx, [step.id])).size > 0) await endSteps(tx, [{ id: step.id, state: 'failed', because }], ctx.now());
  });
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

/** The customers of a portion, held; they and the starter's rights are looked at again, because they may have changed since. */
async function readCustomers(
  tx: Tx,
  batch: BatchRow,
  portion: Prepared[],
): Promise<{ customers: Map<number, HeldCustomer>; rights: Rights }> {
  const rights: Rights | undefined = batch.user_id === null ? undefined : await loadRights(tx, batch.user_id);
  if (!rights) throw new StepFailure('Whoever started this may not sign in any more.', { code: 'starter-gone', parameters: {} });
  const ids = portion.map(({ step }) => step.company_id);
  const setups = await lockSetups(tx, ids);
  const customers = new Map((await selectPlaces(tx, ids)).map((row) => [row.id, { ...row, setup: setups.get(row.id) ?? '' }]));
  for (const { step } of portion) {
    const customer = customers.get(step.company_id);
    if (!customer) throw new StepFailure('The customer has no group any more.', { code: 'customer-groupless', parameters: {} });
    if (customer.setup === 'archived') throw new StepFailure(describeArchived(customer), reasonOfArchived(customer));
    const lacks = lacksFor(rights, customer, wantsOf(batch, step));
    const lacking = reasonOfLacks(customer, lacks);
    if (lacking) throw new StepFailure(describeLacks(customer, lacks), lacking);
  }
  return { customers, rights };
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
