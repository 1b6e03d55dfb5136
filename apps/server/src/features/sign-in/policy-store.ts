import type { SignInPolicy } from '@licet/domain';
import type { Tx } from '../../db/transaction.ts';

export async function selectPolicy(tx: Tx): Promise<SignInPolicy> {
  const row = await tx.selectFrom('installation').select(['second_step_for', 'trust_single_sign_on']).executeTakeFirstOrThrow();
  return { secondStepFor: row.second_step_for as SignInPolicy['secondStepFor'], trustSingleSignOn: row.trust_single_sign_on };
}

export async function updatePolicy(tx: Tx, { secondStepFor, trustSingleSignOn }: SignInPolicy): Promise<void> {
  await tx.updateTable('installation').set({ second_step_for: secondStepFor, trust_single_sign_on: trustSingleSignOn }).execute();
}
