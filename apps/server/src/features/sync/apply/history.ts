import { sql } from 'kysely';
import type { Tx } from '../../../db/transaction.ts';
import type { Applying } from './applying.ts';
import { eachPortion } from './rows.ts';

/** Where a license stands: what its history rows are placed by. */
export interface LicensePlace {
  licenseId: number;
  companyId: number;
  poolId: number;
  accessGroupId: number;
}

interface Row {
  kind: string;
  company_id: number;
  license_id?: number;
  share_id?: number;
  pool_id?: number;
  access_group_id?: number;
  group_id?: number;
  before: unknown;
  after: unknown;
}

/** Collects the changes of a plan and writes them in the end, in order. */
export class History {
  private readonly rows: Row[] = [];
  private readonly applying: Applying;

  constructor(applying: Applying) {
    this.applying = applying;
  }

  company(kind: string, companyId: number, groupId: number, before: unknown, after: unknown): void {
    this.rows.push({ kind, company_id: companyId, group_id: groupId, before, after });
  }

  license(kind: string, place: LicensePlace, before: unknown, after: unknown, shareId?: number): void {
    const { licenseId, companyId, poolId, accessGroupId } = place;
    const row = { kind, company_id: companyId, license_id: licenseId, pool_id: poolId, access_group_id: accessGroupId, before, after };
    this.rows.push(shareId === undefined ? row : { ...row, share_id: shareId });
  }

  async write(tx: Tx): Promise<void> {
    const { runId, userId, now } = this.applying;
    await eachPortion(
      tx,
      this.rows,
      (json) => sql`
        insert into changes (at, run_id, user_id, kind, company_id, license_id, share_id, pool_id, access_group_id, group_id, before, after)
        select ${now}, ${runId}, ${userId}, r.kind, r.company_id, r.license_id, r.share_id, r.pool_id, r.access_group_id, r.group_id, r.before, r.after
        from json_to_recordset(${json}) as r(kind text, company_id integer, license_id bigint, share_id bigint, pool_id integer,
          access_group_id integer, group_id integer, before jsonb, after jsonb)`,
    );
  }
}
