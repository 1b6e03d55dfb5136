import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { oneLocks } from './locks.ts';

/** The role that the program logs in as: it owns nothing and cannot pass the walls. */
export const APP_ROLE = 'licet_app';
/** The roles that a transaction takes, by how much its caller may see. */
export const SIGHT_ROLES = ['licet_all', 'licet_scoped'] as const;

/** Makes the roles, or brings their memberships and the login's password up to date. Run by the owner, before migrating. */
export async function ensureRoles(owner: pg.ClientBase, appPassword: string): Promise<void> {
  // Several replicas may start at once; role names are the cluster's, so the lock is too.
  await owner.query(`select pg_advisory_lock(${oneLocks.roles})`);
  try {
    for (const role of [APP_ROLE, ...SIGHT_ROLES]) {
      const exists = await owner.query('select from pg_roles where rolname = $1', [role]);
      if (exists.rowCount === 0) await owner.query(`create role ${role} nologin noinherit`);
    }
    await letLogIn(owner, appPassword);
    for (const role of SIGHT_ROLES) {
      const member = await owner.query('select pg_has_role($1, $2, $3) as member', [APP_ROLE, role, 'MEMBER']);
      if (!(member.rows[0] as { member: boolean }).member) await owner.query(`grant ${role} to ${APP_ROLE}`);
    }
  } finally {
    await owner.query(`select pg_advisory_unlock(${oneLocks.roles})`);
  }
}

/** Roles belong to the whole server and the lock to one database: a Licet on another one may be writing the same row. */
async function letLogIn(owner: pg.ClientBase, appPassword: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await owner.query(`alter role ${APP_ROLE} login noinherit password ${pg.escapeLiteral(appPassword)}`);
      return;
    } catch (error) {
      if (tries === 10 || !(error instanceof Error && error.message === 'tuple concurrently updated')) throw error;
      await sleep(10 * tries);
    }
  }
}

/** The login's password, worked out of the secret key: every replica with the same key finds the same one. */
export function appPassword(secretKey: Buffer): string {
  return createHmac('sha256', secretKey).update('database login').digest('base64url');
}

/** The owner's connection string with the program's login in its place. */
export function appUrl(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  url.password = password;
  return url.toString();
}

/** Throws when the login could pass the walls: the server must not run with such a role. */
export async function refuseMightyRole(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ mighty: boolean; owns: string | null }>(`
    select r.rolsuper or r.rolbypassrls as mighty,
      (select string_agg(c.relname, ', ') from pg_class c where pg_has_role(session_user, c.relowner, 'MEMBER') and c.relkind = 'r') as owns
    from pg_roles r where r.rolname = session_user`);
  const [role] = rows;
  if (role?.mighty)
    throw new Error('The database login is a superuser or may bypass row-level security. Licet does not run with such a login.');
  if (role?.owns)
    throw new Error(`The database login owns ${role.owns}, and owners pass row-level security. Licet does not run with such a login.`);
}
