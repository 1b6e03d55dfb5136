import type { Change, Plan } from '@licet/domain';
import { sql } from 'kysely';
import type { Tx } from '../../../db/transaction.ts';
import type { Applying } from './applying.ts';
import type { History, LicensePlace } from './history.ts';
import { insertShares, shareRow } from './licenses.ts';
import { renameTags } from './name-tags.ts';
import { eachPortion } from './rows.ts';

type Kind = Change['kind'];
type Of<K extends Kind> = Extract<Change, { kind: K }>;
type Place = LicensePlace & { publicId: string | null; name: string };

/** Changes of licenses that are known already, and of their shares. */
export async function applyLicenseChanges(tx: Tx, applying: Applying, plan: Plan, history: History): Promise<void> {
  const changes = plan.changes.filter((change) => 'licenseId' in change);
  if (changes.length === 0) return;
  const of = <K extends (typeof changes)[number]['kind']>(...kinds: K[]) =>
    changes.filter((change): change is Of<K> => kinds.includes(change.kind as K));
  await identify(tx, of('license-identified'));
  const places = await selectPlaces(tx, [...new Set(changes.map((change) => Number(change.licenseId)))]);
  await changeFields(tx, of('license-changed'));
  await markLicenses(tx, applying, [...of('license-gone'), ...of('license-absorbed')], of('license-returned'));
  await markShares(tx, of('share-gone'), of('share-returned'));
  await changeNumbers(tx, of('units-changed'), of('usage-changed'));
  const newShares = of('share-added').map((change) => {
    const place = places.get(Number(change.licenseId)) as Place;
    return shareRow(change.share, place.licenseId, place.publicId, place);
  });
  await insertShares(tx, applying, newShares);
  await renameTags(tx, of('tag-renamed'), places, history);
  for (const change of changes) keep(history, places.get(Number(change.licenseId)) as Place, change);
}

async function selectPlaces(tx: Tx, licenseIds: number[]): Promise<Map<number, Place>> {
  const { rows } = await sql<Place>`
    select l.id as "licenseId", l.company_id as "companyId", l.pool_id as "poolId", l.access_group_id as "accessGroupId", l.public_id as "publicId", c.name
    from licenses l join companies c on c.id = l.company_id join pools p on p.id = l.pool_id
    where l.id = any(${licenseIds}::bigint[]) order by l.id for key share of p`.execute(tx);
  return new Map(rows.map((row) => [row.licenseId, row]));
}

/** A license known from the usage report alone gets its public id. */
async function identify(tx: Tx, changes: Of<'license-identified'>[]): Promise<void> {
  const rows = changes.map((change) => ({ id: change.licenseId, public_id: change.publicId }));
  await eachPortion(
    tx,
    rows,
    (json) => sql`
      with r as (select * from json_to_recordset(${json}) as x(id bigint, public_id text)),
      named as (update licenses l set public_id = r.public_id from r where l.id = r.id returning l.id, l.public_id, l.tags),
      searched as (
        update shares s set search_text = share_search_text(s.license_user, s.product_name, n.public_id, n.tags) from named n where s.license_id = n.id
      )
      update license_sightings g set license_id = r.id from r where g.public_id = r.public_id`,
  );
}

async function changeFields(tx: Tx, changes: Of<'license-changed'>[]): Promise<void> {
  const rows = changes.map(({ licenseId, after }) => ({
    id: licenseId,
    ...after,
    sets_expires: 'expires' in after,
    sets_bundle: 'bundleName' in after,
  }));
  await eachPortion(
    tx,
    rows,
    (json) => sql`
      update licenses l set type = coalesce(r.type, l.type), state = coalesce(r.state, l.state),
        expires = case when r.sets_expires then r.expires else l.expires end,
        bundle_name = case when r.sets_bundle then r."bundleName" else l.bundle_name end
      from json_to_recordset(${json}) as r(id bigint, type text, state text, expires date, "bundleName" text, sets_expires boolean, sets_bundle boolean)
      where l.id = r.id`,
  );
}

async function markLicenses(tx: Tx, applying: Applying, gone: { licenseId: string }[], returned: { licenseId: string }[]): Promise<void> {
  const goneIds = gone.map((change) => change.licenseId);
  const returnedIds = returned.map((change) => change.licenseId);
  await sql`update licenses set gone_at = ${applying.now} where id = any(${goneIds}::bigint[])`.execute(tx);
  await sql`update licenses set gone_at = null where id = any(${returnedIds}::bigint[])`.execute(tx);
  await sql`update shares set gone = true where license_id = any(${goneIds}::bigint[])`.execute(tx);
  // A product that left the license before the license was gone does not return with it.
  await sql`
    update shares s set gone = coalesce((
      select (h.after ->> 'gone')::boolean from changes h where h.share_id = s.id and h.after ? 'gone' order by h.id desc limit 1
    ), false)
    where license_id = any(${returnedIds}::bigint[])`.execute(tx);
}

async function markShares(
  tx: Tx,
  gone: Of<'share-gone' | 'share-returned'>[],
  returned: Of<'share-gone' | 'share-returned'>[],
): Promise<void> {
  await sql`update shares set gone = true where id = any(${gone.map((change) => change.shareId)}::bigint[])`.execute(tx);
  await sql`update shares set gone = false where id = any(${returned.map((change) => change.shareId)}::bigint[])`.execute(tx);
}

async function changeNumbers(
  tx: Tx,
  units: Of<'units-changed' | 'usage-changed'>[],
  usage: Of<'units-changed' | 'usage-changed'>[],
): Promise<void> {
  const rowsOf = (changes: Of<'units-changed' | 'usage-changed'>[]) =>
    changes.map(({ shareId, after, source }) => ({ id: shareId, value: after, source }));
  await eachPortion(
    tx,
    rowsOf(units),
    (json) => sql`
      update shares s set quantity = r.value, quantity_source = r.source
      from json_to_recordset(${json}) as r(id bigint, value integer, source text) where s.id = r.id`,
  );
  await eachPortion(
    tx,
    rowsOf(usage),
    (json) => sql`
      update shares s set usage = r.value, usage_source = r.source
      from json_to_recordset(${json}) as r(id bigint, value integer, source text) where s.id = r.id`,
  );
}

function keep(history: History, place: Place, change: Extract<Change, { licenseId: string }>): void {
  switch (change.kind) {
    case 'license-identified':
      return history.license(change.kind, place, { publicId: null }, { publicId: change.publicId });
    case 'license-absorbed':
      return history.license('license-identified', place, { publicId: null, gone: false }, { publicId: change.publicId, gone: true });
    case 'tag-renamed':
      return;
    case 'license-changed':
      return history.license(change.kind, place, change.before, change.after);
    case 'license-gone':
    case 'license-returned':
      return history.license(change.kind, place, { gone: change.kind === 'license-returned' }, { gone: change.kind === 'license-gone' });
    case 'share-added':
      return history.license('license-changed', place, { product: null }, { product: change.share });
    case 'share-gone':
    case 'share-returned':
      return history.license(
        'license-changed',
        place,
        { gone: change.kind === 'share-returned' },
        { gone: change.kind === 'share-gone' },
        Number(change.shareId),
      );
    case 'units-changed':
      return history.license(change.kind, place, { quantity: change.before }, { quantity: change.after }, Number(change.shareId));
    case 'usage-changed':
      return history.license(change.kind, place, { usage: change.before }, { usage: change.after }, Number(change.shareId));
  }
}
