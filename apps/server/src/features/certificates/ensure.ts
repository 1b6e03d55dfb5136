// Authorities come with what they are for: the server's with the first start, an MSP's with the import of its account (R47).
import { ALL_GROUP } from '@licet/domain';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import { makeAuthority } from '../../pki/x509.ts';
import { recordAudit } from '../audit/record.ts';
import { insertAuthority, selectServerAuthority, selectTopsWithoutAuthority } from './store.ts';
import type { AuthorityKey, NewAuthority } from './store.ts';

const CONTEXT = 'certification authority';

/** The certificate and the opened key. */
export function openAuthority(ctx: Context, { certificate, key_sealed }: AuthorityKey): { certificate: string; key: string } {
  return { certificate, key: ctx.sealer.open(key_sealed, CONTEXT) };
}

/** The authority that signs the certificate of the agents' listener: what installers pin. */
export async function ensureServerAuthority(ctx: Context): Promise<{ certificate: string; key: string }> {
  const found = await ctx.db.read(wholeSight, selectServerAuthority);
  if (found) return openAuthority(ctx, found);
  const made = await make(ctx, 'Licet server certification authority');
  await ctx.db.transaction(wholeSight, (tx) =>
    insertAuthority(tx, { ...made, kind: 'server', access_group_id: ALL_GROUP, company_id: null }),
  );
  const kept = await ctx.db.read(wholeSight, selectServerAuthority);
  if (!kept) throw new Error('the server authority was not kept');
  return openAuthority(ctx, kept);
}

/** Makes the authorities that imported trees lack. */
export async function ensureAuthorities(ctx: Context): Promise<void> {
  for (const top of await ctx.db.read(wholeSight, selectTopsWithoutAuthority)) {
    const made = await make(ctx, `${[...top.name].slice(0, 50).join('').trim()} MSP certification authority`);
    await ctx.db.transaction(wholeSight, async (tx) => {
      const authority = { ...made, kind: 'msp' as const, access_group_id: top.access_group_id, company_id: top.company_id };
      if (!(await insertAuthority(tx, authority))) return;
      const subject = { kind: 'certificate' as const, id: null, name: made.name };
      const after = { expiresAt: made.expires_at };
      await recordAudit(ctx, tx, null, [
        { groupId: top.access_group_id, function: 'certificates', action: 'authority-created', subject, after },
      ]);
    });
  }
}

async function make(ctx: Context, name: string): Promise<Pick<NewAuthority, 'name' | 'certificate' | 'key_sealed' | 'expires_at'>> {
  const { certificate, key, expiresAt } = await makeAuthority(name, ctx.now());
  return { name, certificate, key_sealed: ctx.sealer.seal(key, CONTEXT), expires_at: expiresAt };
}
