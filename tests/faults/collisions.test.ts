// Two changes that stand in each other's way: PostgreSQL ends one of them, and whoever asked is told to try again.
import { session, users } from '@licet/contract';
import type { Problem } from '@licet/contract';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeUser, startLicet } from '../support/licet.ts';
import type { Licet, Person } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';

let licet: Licet;
let owner: pg.Client;
let person: Person;
beforeAll(async () => {
  licet = await startLicet();
  const all = (await groupOf(licet.admin, 'All')).id;
  person = await makeUser(licet, {
    login: 'contested',
    homeGroupId: all,
    groupIds: [all],
    rights: [{ function: 'licenses', level: 'read' }],
  });
  owner = new pg.Client({ connectionString: licet.config.databaseUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await licet.close();
});

async function rename(cookie: string, name: string) {
  const path = users.change.path.replace(':id', person.id);
  const headers = { 'content-type': 'application/json', cookie };
  return fetch(licet.url + path, { method: users.change.method, headers, body: JSON.stringify({ name }) });
}

it.each(['40P01', '40001'])('%s is 503 with Retry-After and a reference, nothing is changed, and the next try succeeds', async (code) => {
  const signedIn = await fetch(licet.url + session.signIn.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'admin', password: 'correct horse battery' }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  await owner.query(`
    create or replace function collide() returns trigger language plpgsql as $$ begin raise exception 'in the way' using errcode = '${code}'; end $$;
    create trigger collide before update on users for each row execute function collide()`);
  const answer = await rename(cookie, `after ${code}`).finally(() => owner.query('drop trigger collide on users'));
  const problem = (await answer.json()) as Problem;
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  expect(problem).toMatchObject({ code: 'busy', status: 503, reference: expect.any(String) as string });
  expect((await licet.admin(users.show, { params: { id: person.id } })).name).not.toBe(`after ${code}`);
  expect((await rename(cookie, `after ${code}`)).status).toBe(200);
});
