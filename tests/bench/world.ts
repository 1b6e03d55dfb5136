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

export const COMPUTERS_PER_COMPANY = 200;

/** Fills computers (one in ten with a unit in use), and a user with a permission set, and an installer, for each company. */
export async function fillThings(owner: pg.Pool): Promise<void> {
  await owner.query(`
    insert into authorities (id, kind, access_group_id, company_id, name, certificate, key_sealed, expires_at) values (1, 'msp', 11, 1, 'Authority', '', '', now() + interval '9 years');
    insert into computers (group_id, name, machine_id, os, last_seen_at, search_text)
      select c.group_id, n.name, md5(c.id || '-' || k), 'Debian GNU/Linux 12', now() - k * interval '1 minute', fold(n.name || ' Debian GNU/Linux 12')
      from companies c cross join generate_series(1, ${COMPUTERS_PER_COMPANY}) k cross join lateral (select 'PC ' || substr(md5(c.id || ' ' || k), 1, 8) as name) n;
    insert into activations (computer_id, group_id, share_id)
      select m.id, m.group_id, (select s.id from shares s where s.access_group_id = m.group_id and not s.gone limit 1) from computers m where m.id % 10 = 0;
    insert into users (id, login, name, password_hash, home_group_id, company_id) select 1000 + id, 'user ' || md5(id::text), name, '', group_id, id from companies;
    insert into permission_sets (id, name, access_group_id, company_id, made_as) select 1000 + id, name, group_id, id, 'home' from companies;
    insert into permission_set_groups (permission_set_id, group_id) select 1000 + id, group_id from companies;
    insert into permission_set_rights (permission_set_id, function, level)
      select 1000 + c.id, f, 'write' from companies c cross join unnest(array['licenses', 'users', 'installers', 'groups-and-computers']) f;
    insert into user_permission_sets (user_id, permission_set_id) select 1000 + id, 1000 + id from companies;
    insert into installers (id, name, access_group_id, group_id, share_id, authority_id)
      select id, 'Installer ' || name, group_id, group_id, (select s.id from shares s where s.access_group_id = c.group_id and not s.gone limit 1), 1 from companies c;
    insert into installer_tokens (installer_id, access_group_id, secret_hash, secret_sealed) select id, access_group_id, sha256(id::text::bytea), '' from installers;
  `);
  await owner.query('vacuum analyze');
}
