// A large database, filled by set-wise SQL: 20,000 groups, 5,000 companies, 1,000,000 licenses.
import type pg from 'pg';

export const COMPANIES = 5000;
export const LICENSES_PER_COMPANY = 200;

/** Fills companies, groups, pools, licenses and shares. Two MSPs with half of the companies each hang under one manager. */
export async function fillWorld(owner: pg.Pool): Promise<void> {
  await owner.query(`
    insert into groups (id, parent_id, kind, name) values (10, 1, 'companies', 'Companies'), (11, 10, 'msp', 'Manager'), (12, 11, 'msp', 'North'), (13, 11, 'msp', 'South');
    insert into groups (id, parent_id, kind, name)
      select 1000 + i, case when i <= ${COMPANIES / 2} then 12 else 13 end, 'customer', 'Company ' || md5(i::text) from generate_series(1, ${COMPANIES}) i;
    insert into groups (id, parent_id, kind, name) select 10000 + i, 1000 + 1 + (i % ${COMPANIES}), 'plain', 'Room ' || i from generate_series(1, 15000) i;
    insert into companies (id, upstream_id, name, type, status, group_id)
      select id - 1000, md5(id::text), name, 1007, 'active', id from groups where id between 1001 and ${1000 + COMPANIES};
    insert into pools (id, company_id, access_group_id) select id, id, group_id from companies;
    insert into licenses (id, public_id, company_id, pool_id, access_group_id, type, state, tags, details_at)
      select (c.id - 1) * ${LICENSES_PER_COMPANY} + k, upper(substr(md5((c.id * 1000 + k)::text), 1, 11)) || k, c.id, c.id, c.group_id, 'msp',
        case when k % 50 = 0 then 'warning' else 'normal' end, array[c.name], now()
      from companies c cross join generate_series(1, ${LICENSES_PER_COMPANY}) k order by c.id, k;
    insert into shares (license_id, pool_id, access_group_id, product_code, product_name, license_user_kind, license_user, quantity, quantity_source, usage, usage_source, search_text)
      select l.id, l.pool_id, l.access_group_id, '2015', p.name, 'msp-customer', c.name, 50, 'details', 41, 'details',
        share_search_text(c.name, p.name, l.public_id, l.tags)
      from licenses l join companies c on c.id = l.company_id
      join (values (0, 'ESET PROTECT Entry'), (1, 'ESET PROTECT Advanced'), (2, 'ESET Mail Security'), (3, 'ESET Inspect')) p (k, name) on p.k = l.id % 4;
  `);
  await owner.query('vacuum analyze');
}
