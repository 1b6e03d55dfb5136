import type { Answer, licenses } from '@licet/contract';

type Change = Answer<typeof licenses.history>['rows'][number];

/** From a moment on, so many ordered and used units; null while unknown. */
export interface UnitStep {
  at: number;
  quantity: number | null;
  usage: number | null;
}

/** The course of the units out of a license's changes, newest first as the API gives them; oldest first in the answer. */
export function unitSteps(changes: readonly Change[]): UnitStep[] {
  const steps: UnitStep[] = [];
  for (const { at, after } of [...changes].reverse()) {
    const before = steps.at(-1);
    const quantity = numberIn(after, 'quantity', before?.quantity ?? null);
    const usage = numberIn(after, 'usage', before?.usage ?? null);
    if (quantity === before?.quantity && usage === before.usage) continue;
    if (!before && quantity === null && usage === null) continue;
    steps.push({ at: Date.parse(at), quantity, usage });
  }
  return steps;
}

/** A number that a change tells of; for a new license the sum over its products, unknown while one of them is. */
function numberIn(values: Record<string, unknown> | null, field: 'quantity' | 'usage', otherwise: number | null): number | null {
  const shares: unknown = values?.['shares'];
  if (Array.isArray(shares)) {
    const numbers = shares.map((share: Record<string, unknown>) => share[field]);
    return numbers.reduce<number | null>((sum, one) => (sum !== null && typeof one === 'number' ? sum + one : null), 0);
  }
  const value = values?.[field];
  if (value === null) return null;
  return typeof value === 'number' ? value : otherwise;
}
