import { currentUser } from '../api/user-calls.ts';
import { companySnapshotRow, licenseSnapshotRow } from '../api/views.ts';
import { canRead, readableCompanies } from '../world/access.ts';
import type { Change } from '../world/license-rules.ts';
import type { Company, Login } from '../world/model.ts';
import { licensesOf } from '../world/world.ts';

/** What a login sees, as a snapshot file: for programs that take one where they cannot reach a portal. */
export interface Snapshot {
  readonly kind: 'ema2';
  /** ISO 8601. */
  readonly takenAt: string;
  readonly user: object;
  readonly companies: readonly object[];
  readonly licenses: readonly object[];
}

export function takeSnapshot({ world, now, switches }: Change, login: Login): Snapshot {
  const companies = readableCompanies(world, login);
  const nearest = (company: Company): string | null => {
    let parent = world.companies.get(company.parentId ?? '');
    while (parent && !canRead(world, login, parent.id)) parent = world.companies.get(parent.parentId ?? '');
    return parent?.id ?? null;
  };
  return {
    kind: 'ema2',
    takenAt: new Date(now).toISOString(),
    user: currentUser({ world, login, switches }),
    companies: companies.map((company) => companySnapshotRow(company, nearest(company))),
    licenses: companies.flatMap(({ id }) => licensesOf(world, id).map((license) => licenseSnapshotRow(license, now, switches))),
  };
}
