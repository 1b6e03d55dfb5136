import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { recordAudit } from '../audit/record.ts';
import { addToken, mustSelectInstaller, subjectOf, tellInstaller } from './make.ts';
import { insertInstaller } from './store.ts';
import type { InstallerRow } from './store.ts';

/** Makes an installer like another one, kept in another group: for the same computers and the same license, with a token of its own. */
export async function copyInstaller(ctx: Context, tx: Tx, actor: Actor, like: InstallerRow, accessGroupId: number): Promise<number> {
  const id = await insertInstaller(tx, {
    name: like.name,
    access_group_id: accessGroupId,
    group_id: like.group_id,
    share_id: like.share_id,
    authority_id: like.authority_id,
    expires_at: like.expires_at,
    use_limit: like.use_limit,
    created_by: actor.userId,
  });
  await addToken(ctx, tx, { id, access_group_id: accessGroupId });
  const row = await mustSelectInstaller(tx, id);
  await recordAudit(ctx, tx, actor, [{ ...subjectOf(row), action: 'installer-created', after: await tellInstaller(tx, row) }]);
  return id;
}
