// The installers that a setup makes, each naming a license of its customer, if one is wanted and there is one.
import { unitsLeft } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { hashInstallerToken, newInstallerToken, sealInstallerToken } from '../installers/make.ts';
import { selectChoices } from '../installers/store.ts';
import type { Because } from '../sync/because.ts';
import type { BatchRow, StepRow } from './batch-store.ts';
import { insertCompanyInstallers } from './making-store.ts';
import { StepFailure } from './step.ts';
import type { Prepared } from './step.ts';
import type { CustomerPlace } from './store.ts';

export async function makeInstallers(
  ctx: Context,
  tx: Tx,
  batch: BatchRow,
  portion: Prepared[],
  of: (step: StepRow) => CustomerPlace,
): Promise<{ installers: Map<number, number>; bare: Set<number> }> {
  const wanting = portion.filter(({ step }) => step.wanted.installer !== null);
  if (wanting.length === 0) return { installers: new Map(), bare: new Set() };
  const choices = Map.groupBy(
    await selectChoices(
      tx,
      wanting.map(({ step }) => step.group_id),
    ),
    (choice) => choice.group_id,
  );
  const installers = wanting.map(({ step }) => {
    const wanted = step.wanted.installer;
    const mine = (choices.get(step.group_id) ?? []).filter((one) => one.inside);
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

export const withoutLicense: Because = {
  says: 'The installer names no license: none of the customer has units left.',
  reasons: [{ code: 'installer-without-license', parameters: {} }],
};
