import { codeOf, licenseTypes } from '@licet/portal-api';
import { invalid } from '../refusal.ts';
import { sumSeats, type SeatUse } from '../world/history.ts';
import type { Company } from '../world/model.ts';
import { licensesOf } from '../world/world.ts';
import { pageOf, readableCompany, type Call, type Endpoint } from './call.ts';
import { listsOf } from './lists.ts';

const DAY = 86_400_000;
/** Assumed: no limit is documented. */
const MAX_DAYS = 400;

function report(call: Call, companies: readonly Company[], codes: readonly string[] | null): object {
  const { from, to } = interval(call);
  const { rows, paging } = pageOf(call, companies);
  const reported = rows.map((company) => {
    const sums = sumSeats(licensesOf(call.world, company.id), from, to).filter((sum) => codes === null || codes.includes(sum.code));
    const total = (field: 'seats' | 'seatDays'): number => sums.reduce((so, sum) => so + sum[field], 0);
    return {
      companyId: company.id,
      companyName: company.name,
      totalUsage: total('seatDays'),
      totalSeats: total('seats'),
      products: sums.map(productRow),
    };
  });
  return { companies: reported, paging };
}

function productRow({ code, name, licenseType, seatDays, seats }: SeatUse): object {
  return { code, name, licenseType: codeOf(licenseTypes, licenseType), seatDays, seats };
}

/** Whole days, both included; the present day counts with what holds now, days to come are cut off (assumed). */
function interval({ input, now }: Call): { from: number; to: number } {
  const from = input.day('from');
  const to = Math.min(input.day('to'), now - (now % DAY));
  if (from > input.day('to')) throw invalid('from', 'The interval ends before it begins.');
  if (to - from > MAX_DAYS * DAY) throw invalid('from', `The interval is longer than ${MAX_DAYS} days.`);
  return { from: Math.min(from, to), to };
}

/** Companies without a license are left out (assumed). */
function allCompanies(call: Call): object {
  return report(call, listsOf(call.world, call.login, call.switches).reported, null);
}

function selectedCompanies(call: Call): object {
  const ids = call.input.list('companyIds');
  if (ids.length === 0) throw invalid('companyIds', 'At least one company is needed.');
  return report(
    call,
    ids.map((id) => readableCompany(call, String(id))),
    null,
  );
}

/** A division has no rows (documented). That the form of the answer is that of the other reports is assumed. */
function monthly(call: Call): object {
  const company = readableCompany(call, call.input.requiredText('companyId'));
  const codes = call.input.has('codes') ? call.input.list('codes').map(String) : null;
  return report(call, company.type === 'division' ? [] : [company], codes);
}

export const usageCalls: readonly Endpoint[] = [
  { method: 'POST', path: '/UsageReport/AllCompanies/products', casing: 'camel', answer: allCompanies },
  { method: 'POST', path: '/UsageReport/SelectedCompanies/products', casing: 'camel', answer: selectedCompanies },
  { method: 'POST', path: '/UsageReport/Monthly/products', casing: 'camel', answer: monthly },
];
