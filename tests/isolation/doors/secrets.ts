// What an answer may not say to a seer.
import { expect } from 'vitest';
import type { Seer } from '../world.ts';
import { not, number, rowsOf, text } from './rows.ts';
import { knowsCompany, reads, readsCompany, readsLicenses, readsReport, readsRule, readsUser, readsView } from './oracle.ts';

/** Words that must appear in no answer to this seer: names, public ids, tags and logins of what is out of sight. */
export function secretsFrom(seer: Seer): string[] {
  // What there is was read once, so who may not know what is found out once, too.
  const found = secrets.get(seer.login) ?? findSecrets(seer);
  secrets.set(seer.login, found);
  return found;
}

const secrets = new Map<string, string[]>();

function findSecrets(seer: Seer): string[] {
  const shares = rowsOf('shares', not(readsLicenses(seer)));
  const licenses = rowsOf('licenses', not(readsLicenses(seer)));
  const hidden = [
    ...rowsOf('companies', not(readsCompany(seer))).flatMap((row) => [text(row, 'name'), text(row, 'upstream_id')]),
    ...rowsOf('changes', (row) => row['kind'] === 'company-renamed' && !knowsCompany(seer)(row)).map((row) =>
      String((row['before'] as { name?: unknown }).name),
    ),
    ...licenses.flatMap((row) => [text(row, 'public_id'), ...(row['tags'] as string[])]),
    ...shares.map((row) => text(row, 'license_user')),
    ...rowsOf('users', not(readsUser(seer)))
      .map((row) => text(row, 'login'))
      .filter((login) => login !== 'admin'),
    ...rowsOf('installers', not(reads('installers', 'access_group_id')(seer))).map((row) => text(row, 'name')),
    ...rowsOf('authorities', not(reads('certificates', 'access_group_id')(seer))).map((row) => text(row, 'name')),
    ...rowsOf(
      'permission_sets',
      (row) => !seer.setIds.has(number(row, 'id')) && !seer.reach('permission-sets').has(number(row, 'access_group_id')),
    ).map((row) => text(row, 'name')),
    ...rowsOf('saved_views', not(readsView(seer))).map((row) => text(row, 'name')),
    ...rowsOf('notification_rules', not(readsRule(seer))).flatMap((row) => [text(row, 'name'), text(row, 'webhook_url')]),
    ...rowsOf('reports', not(readsReport(seer))).flatMap((row) => [text(row, 'name'), ...(row['recipients'] as string[])]),
    ...rowsOf('portal_accounts', (row) => !seer.reach('portal-accounts').has(number(row, 'access_group_id'))).map((row) =>
      text(row, 'login'),
    ),
  ];
  // What is the name of something in sight as well gives nothing away.
  const seen = [
    ...rowsOf('companies', readsCompany(seer)).map((row) => text(row, 'name')),
    ...rowsOf('groups', (row) => seer.any.has(number(row, 'id'))).map((row) => text(row, 'name')),
    ...rowsOf('licenses', readsLicenses(seer)).flatMap((row) => row['tags'] as string[]),
    ...rowsOf('permission_sets', (row) => seer.setIds.has(number(row, 'id'))).map((row) => text(row, 'name')),
  ];
  return [...new Set(hidden)].filter((word) => !seen.some((known) => known.includes(word)) && word !== 'Administrator' && word !== 'null');
}

/** `known`: words that this door may say all the same. */
export function expectNothingForeign(seer: Seer, answer: string, door: string, known: string[] = []): void {
  const found = secretsFrom(seer).filter((word) => !known.includes(word) && answer.includes(JSON.stringify(word).slice(1, -1)));
  expect(found, `${door} as ${seer.login}`).toEqual([]);
}
