import type { Answer, account } from '@licet/contract';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { selectIdentity } from './identities-store.ts';
import { passkeyView } from './passkeys.ts';
import { selectPasskeys } from './passkeys-store.ts';
import { countRecoveryCodes, selectEnabledStep } from './second-step-store.ts';

/** What opens a sign-in of the caller, besides the password. */
export async function showSecurity(ctx: Context, actor: Actor): Promise<Answer<typeof account.security>> {
  const issuer = ctx.config.singleSignOn?.issuer;
  return ctx.db.read(wholeSight, async (tx) => {
    const step = await selectEnabledStep(tx, actor.userId);
    const identity = issuer === undefined ? undefined : await selectIdentity(tx, actor.userId, issuer);
    return {
      secondStep: step?.enabled_at
        ? { since: step.enabled_at.toISOString(), recoveryCodesLeft: await countRecoveryCodes(tx, actor.userId) }
        : null,
      passkeys: (await selectPasskeys(tx, actor.userId)).map(passkeyView),
      singleSignOn: identity ? { issuer: identity.issuer, since: identity.created_at.toISOString() } : null,
    };
  });
}
