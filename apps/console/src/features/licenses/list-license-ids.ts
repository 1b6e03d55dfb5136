import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import type { LicenseFilter } from './search-params.ts';

/** As many licenses as one change of tags takes. */
export const MOST_AT_ONCE = 5000;
const STEP = 500;

/** The ids of all licenses that match, read page by page. */
export async function listLicenseIds(filter: LicenseFilter & { poolId?: string }): Promise<string[]> {
  const ids = new Set<string>();
  for (let offset = 0; offset < MOST_AT_ONCE; offset += STEP) {
    const page = await call(doors.licenses.list, { query: { ...filter, offset, limit: STEP } });
    for (const row of page.rows) ids.add(row.licenseId);
    if (offset + STEP >= page.total) break;
  }
  return [...ids];
}
