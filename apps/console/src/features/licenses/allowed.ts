import type { LicenseRow, PoolRow } from '@licet/contract';

// The server says what may be done with an object; the names of those permissions are gathered here.
export function mayTag(row: LicenseRow): boolean {
  return row.can['editTags'] === true;
}

export function mayMove(pool: PoolRow): boolean {
  return pool.can['move'] === true;
}
