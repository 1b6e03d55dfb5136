// Things of customers for the isolation world: installers, computers, customer setups, something to undo.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customers, installers, setups } from '@licet/contract';
import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Licet } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';

/** An installer and an enrolled computer for each of these customers; one installer of the first is kept with the manager. */
export async function addMachines(licet: Licet, names: string[]): Promise<void> {
  for (const [i, name] of names.entries()) {
    const group = await groupOf(licet.admin, name);
    const choices = await licet.admin(installers.licenses, { query: { groupId: group.id } });
    const choice = choices.find((one) => (one.unitsLeft ?? 0) > 0);
    const body = { name: `installer of ${name}`, groupId: group.id, shareId: choice?.shareId ?? null };
    const made = await licet.admin(installers.create, { body });
    await enroll(licet, made.id);
    if (i === 0 && group.parentId)
      await licet.admin(installers.create, { body: { ...body, name: 'kept above', accessGroupId: group.parentId } });
  }
}

/** Runs the installer's shell script on this machine, in a folder of its own. */
async function enroll(licet: Licet, id: string): Promise<void> {
  const script = await licet.admin(installers.download, { params: { id } });
  const dir = mkdtempSync(join(tmpdir(), 'licet-agent-'));
  writeFileSync(join(dir, 'install.sh'), script);
  const child = spawn('sh', [join(dir, 'install.sh'), '--dir', join(dir, 'agent'), '--no-service'], { stdio: 'ignore' });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  rmSync(dir, { recursive: true });
  if (code !== 0) throw new Error(`the installer ended with ${String(code)}`);
}

/** Sets a customer up, so that there is a batch with a step. */
export async function addSetup(licet: Licet, name: string): Promise<void> {
  const { rows } = await licet.admin(customers.list, { query: { q: name } });
  const companyId = rows.find((row) => row.name === name)?.id ?? '';
  const user = { login: `user of ${name}`, password: `password of ${name}` };
  const batch = await licet.admin(customers.setUp, { body: { customers: [{ companyId, user, installer: null }] } });
  for (let tries = 0; tries < 200; tries += 1) {
    const now = await licet.admin(setups.show, { params: { id: batch.id } });
    if (now.done === 1) return;
    await sleep(25);
  }
  throw new Error('the setup did not end');
}

/** One of everything that opens a sign-in; not in working order, for nobody signs in with it here. */
export async function addWaysIn(owner: pg.Client, userId: number): Promise<void> {
  await owner.query(`insert into second_steps (user_id, secret_sealed, salt, enabled_at) values ($1, 'sealed', 'salt', now())`, [userId]);
  await owner.query(`insert into recovery_codes (user_id, code_hash) values ($1, 'one'), ($1, 'two')`, [userId]);
  await owner.query(
    `insert into passkeys (user_id, name, credential_id, public_key, counter, transports)
     values ($1::integer, 'passkey of ' || $1, 'credential-' || $1, 'key', 0, '{}')`,
    [userId],
  );
  await owner.query(
    `insert into user_identities (issuer, subject, user_id) values ('https://login.example', 'subject ' || $1, $1::integer)`,
    [userId],
  );
}

/** A private view of somebody's, and one shared in each of these groups. */
export async function addViews(owner: pg.Client, userId: number, groupIds: readonly (number | string)[]): Promise<void> {
  for (const group of [null, ...groupIds])
    await owner.query(
      `insert into saved_views (owner_id, access_group_id, name, query, changed_at) values ($1, $2, $3, '{"view": "pools"}', now())`,
      [userId, group, `view (${userId} in ${group ?? 'private'})`],
    );
}

/**
 * A notification rule in each of these groups, with alerts about a license of every access group (what the rule may have seen
 * once) and, in All, about an account. They are off and the alerts have ended, so that no look at them changes anything.
 */
export async function addRules(owner: pg.Client, groupIds: readonly (number | string)[]): Promise<void> {
  for (const group of groupIds) {
    const { rows } = await owner.query<{ id: number }>(
      `insert into notification_rules (name, access_group_id, owner_id, condition, recipients, webhook_url, webhook_secret_sealed, enabled, changed_at)
       values ('rule (' || $1::integer || ')', $1, 1, '{"kind": "usage", "percent": 90}', '{ops@msp.example}', 'https://hooks.example/' || $1::integer || '/hook', 'sealed', false, now())
       returning id`,
      [group],
    );
    const rule = rows[0]?.id;
    await owner.query(
      `insert into alerts (rule_id, license_id, key, reason, raised_at, ended_at, notice)
       select $1, min(id), 'usage', '{"code": "alert-usage", "parameters": {"used": 9, "ordered": 10}}', now(), now(), gen_random_uuid()
       from licenses where public_id is not null group by access_group_id`,
      [rule],
    );
    await owner.query(
      `insert into alerts (rule_id, account_id, key, reason, raised_at, ended_at)
       select $1::integer, id, 'held', '{"code": "alert-sync-held", "parameters": {}}', now(), now() from portal_accounts`,
      [rule],
    );
    await owner.query(
      `insert into deliveries (notice, channel, rule_id, state, made_at, ended_at)
       select notice, 'mail', rule_id, 'sent', now(), now() from alerts where rule_id = $1 and notice is not null`,
      [rule],
    );
  }
}

/** A report in each of these groups, mailed one day in a far year, so that nothing is sent. */
export async function addReports(owner: pg.Client, groupIds: readonly (number | string)[]): Promise<void> {
  for (const group of groupIds)
    await owner.query(
      `insert into reports (name, access_group_id, owner_id, filter, columns, group_by, schedule, recipients, language, next_at, changed_at)
       values ('report (' || $1::integer || ')', $1, 1, '{}', '{licenseUser,publicId,tags}', null,
         '{"every": "day", "at": "07:30", "zone": "UTC"}', array['reader-' || $1::integer || '@msp.example'], 'en', '2999-01-01', now())`,
      [group],
    );
}
