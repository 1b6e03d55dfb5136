// What the setup makes for a portion of customers: users with their permission sets, installers, and what the audit is told.
import { companyTags, MSP_USER_AUTO_LOGOUT } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import type { BatchRow, StepEnd, StepRow } from './batch-store.ts';
import { makeInstallers, withoutLicense } from './making-installers.ts';
import { makeUsers } from './making-users.ts';
import type { HeldCustomer, Prepared } from './step.ts';
import { updateSetup } from './store.ts';

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
    { userId: batch.user_id, now: ctx.now() },
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
  const subject = { kind: 'group' as const, id: customer.group_id, name: customer.name };
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
