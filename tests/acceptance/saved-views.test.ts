// Saved views of License Management: private to their owner, or shared with who may read licenses in a group.
import { audit, permissionSets, savedViews, users } from '@licet/contract';
import type { Client, SavedQuery, SavedView } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, refusal, startLicet } from '../support/licet.ts';
import type { Licet, Person } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';

let licet: Licet;
let manager: string;
let mill: string;
/** Writes licenses at the manager, and so at each customer below. */
let lead: Person;
/** Reads licenses at the manager. */
let reader: Person;
/** Reads and writes licenses at one customer, sees nothing above. */
let baker: Person;

const query: SavedQuery = {
  view: 'licenses',
  state: ['warning'],
  gone: 'hide',
  sort: 'expires',
  order: 'desc',
  columns: ['product', 'expires'],
  limit: 100,
};
const licensesAt = (level: 'read' | 'write') => [
  { function: 'licenses' as const, level },
  { function: 'audit' as const, level: 'read' as const },
];
const save = (client: Client, name: string, more: object = {}) => client(savedViews.create, { body: { name, query, ...more } });
const namesOf = async (client: Client) => (await client(savedViews.list)).map((view) => view.name);
const change = (client: Client, view: SavedView, body: object) => client(savedViews.change, { params: { id: view.id }, body });
const remove = (client: Client, view: SavedView) => client(savedViews.remove, { params: { id: view.id } });

beforeAll(async () => {
  licet = await startLicet();
  await link(licet, 'manager@wzgorze.example', 'demo-manager');
  const group = await groupOf(licet.admin, 'Piekarnia Młyn');
  mill = group.id;
  manager = group.parentId ?? '';
  const made = (login: string, groupId: string, level: 'read' | 'write') =>
    makeUser(licet, { login, homeGroupId: groupId, groupIds: [groupId], rights: licensesAt(level) });
  lead = await made('lead', manager, 'write');
  reader = await made('reader', manager, 'read');
  baker = await made('baker', mill, 'write');
});
afterAll(() => licet.close());

describe('saved views', () => {
  it('S8: what is kept comes back as it was kept, and a private view is nobody else’s, not even an administrator’s', async () => {
    const view = await save(lead.client, 'Soon over');
    expect(view).toMatchObject({ name: 'Soon over', own: true, owner: 'lead', sharedIn: null, can: { change: true, remove: true } });
    expect(view.query).toEqual(query);
    expect(await namesOf(lead.client)).toEqual(['Soon over']);
    for (const other of [licet.admin, reader.client, baker.client]) {
      expect(await namesOf(other)).toEqual([]);
      expect(await refusal(change(other, view, { name: 'Mine' }))).toMatchObject({ status: 404 });
      expect(await refusal(remove(other, view))).toMatchObject({ status: 404 });
    }
    await remove(lead.client, view);
    expect(await namesOf(lead.client)).toEqual([]);
  });

  it('S8: a shared view is seen by readers of its group, and changed by who writes there', async () => {
    const view = await save(lead.client, 'For all of us', { shared: true });
    expect(view.sharedIn).toMatchObject({ id: manager, kind: 'msp' });
    const [seen] = await reader.client(savedViews.list);
    expect(seen).toMatchObject({
      name: 'For all of us',
      own: false,
      owner: null,
      query: view.query,
      can: { change: false, remove: false },
    });
    expect(await namesOf(baker.client)).toEqual([]);
    expect(await refusal(change(reader.client, view, { name: 'x' }))).toMatchObject({
      status: 403,
      reason: { code: 'view-shared-read-only' },
    });
    expect(await refusal(remove(reader.client, view))).toMatchObject({ status: 403, needs: { function: 'licenses', level: 'write' } });
    expect(await refusal(change(baker.client, view, { name: 'x' }))).toMatchObject({ status: 404 });
    // An administrator writes everywhere, but takes no view out of its owner's hands.
    expect(await change(licet.admin, view, { name: 'For everybody' })).toMatchObject({ owner: 'lead', own: false });
    expect(await refusal(change(licet.admin, view, { shared: false }))).toMatchObject({ status: 403 });
    await remove(lead.client, view);
  });

  it('R44: sharing needs write on licenses in the group, which must be in sight', async () => {
    expect(await refusal(save(reader.client, 'Ours', { shared: true }))).toMatchObject({
      status: 403,
      needs: { function: 'licenses', level: 'write' },
    });
    expect(await refusal(save(baker.client, 'Ours', { shared: true, accessGroupId: manager }))).toMatchObject({ status: 404 });
    const own = await save(reader.client, 'Ours');
    expect(await refusal(change(reader.client, own, { shared: true }))).toMatchObject({ status: 403 });
    const view = await save(lead.client, 'Theirs', { shared: true, accessGroupId: mill });
    expect(await namesOf(baker.client)).toEqual(['Theirs']);
    // Another name leaves it where it is; sharing it elsewhere, or not at all, takes it away here.
    expect(await change(lead.client, view, { name: 'Theirs too', shared: true })).toMatchObject({ sharedIn: { id: mill } });
    await change(lead.client, view, { accessGroupId: manager });
    expect(await namesOf(baker.client)).toEqual([]);
    expect(await change(lead.client, view, { shared: false })).toMatchObject({ sharedIn: null });
    await remove(lead.client, view);
    await remove(reader.client, own);
  });

  it('R44: an owner who may no longer write where a view is shared can take it back, and nothing else', async () => {
    const person = await makeUser(licet, { login: 'leaving', homeGroupId: mill, groupIds: [mill], rights: licensesAt('write') });
    const view = await save(person.client, 'Left behind', { shared: true });
    const [set] = (await licet.admin(users.show, { params: { id: person.id } })).permissionSets;
    await licet.admin(permissionSets.change, { params: { id: set?.id ?? '' }, body: { rights: licensesAt('read') } });
    expect(await refusal(change(person.client, view, { query: { view: 'pools' } }))).toMatchObject({ status: 403 });
    expect(await change(person.client, view, { shared: false })).toMatchObject({ sharedIn: null, can: { change: true } });
    await remove(person.client, view);
  });

  it('Views: what the lists would refuse is refused, and so is a name that is taken', async () => {
    const wrong = (body: object) => refusal(lead.client(savedViews.create, { body: { name: 'x', query, ...body } }));
    for (const [given, field] of [
      [{ query: { view: 'licenses', colour: 'red' } }, 'body.query.colour'],
      [{ query: { view: 'licenses', asOf: '2026-11-01T00:00:00Z' } }, 'body.query.asOf'],
      [{ query: { view: 'licenses', offset: 50 } }, 'body.query.offset'],
      [{ query: { view: 'licenses', state: ['green'] } }, 'body.query.state.0'],
      [{ query: { view: 'pools', sort: 'expires' } }, 'body.query.sort'],
      [{ query: { view: 'licenses', limit: 501 } }, 'body.query.limit'],
      [{ query: { view: 'pools', columns: [] } }, 'body.query.columns'],
      [{ query: { view: 'tree' } }, 'body.query.view'],
      [{ name: '   ' }, 'body.name'],
      [{ name: 'x'.repeat(101) }, 'body.name'],
    ] as const)
      expect(await wrong(given), JSON.stringify(given)).toMatchObject({ status: 400, errors: [{ field }] });
    const view = await save(lead.client, 'Taken');
    const second = await save(lead.client, 'Second');
    expect(await refusal(save(lead.client, 'Taken'))).toMatchObject({ status: 409, reason: { code: 'view-name-taken' } });
    expect(await refusal(change(lead.client, second, { name: 'Taken' }))).toMatchObject({
      status: 409,
      reason: { code: 'view-name-taken' },
    });
    // A name is the owner's: somebody else has one of the same.
    await remove(baker.client, await save(baker.client, 'Taken'));
    for (const one of [view, second]) await remove(lead.client, one);
  });

  it('Views: private views go with their owner, shared ones stay in their group', async () => {
    const person = await makeUser(licet, { login: 'gone', homeGroupId: mill, groupIds: [mill], rights: licensesAt('write') });
    await save(person.client, 'Private');
    await save(person.client, 'Shared', { shared: true });
    await licet.admin(users.remove, { params: { id: person.id } });
    const left = await baker.client(savedViews.list);
    expect(left).toMatchObject([{ name: 'Shared', own: false, owner: null, can: { change: true, remove: true } }]);
    for (const view of left) await remove(baker.client, view);
  });

  it('R73: what is shared is written down where it is shared, what is private is not', async () => {
    const view = await save(baker.client, 'Told');
    await change(baker.client, view, { shared: true });
    await change(baker.client, view, { name: 'Told anew' });
    await change(baker.client, view, { name: 'Told anew' });
    await change(baker.client, view, { shared: false });
    await remove(baker.client, view);
    const { rows } = await baker.client(audit.list, { query: { limit: 500 } });
    const told = rows.filter((entry) => entry.subject.kind === 'saved-view' && entry.subject.id === view.id).reverse();
    expect(told.map((entry) => [entry.action, entry.before?.['name'], entry.after?.['name']])).toEqual([
      ['saved-view-shared', undefined, 'Told'],
      ['saved-view-changed', 'Told', 'Told anew'],
      ['saved-view-removed', 'Told anew', undefined],
    ]);
  });
});
