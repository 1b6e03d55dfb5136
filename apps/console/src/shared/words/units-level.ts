export type UnitsLevel = 'unknown' | 'normal' | 'nearly' | 'over';

/** How full an order is: over it, above 90 percent of it, or neither; unknown while one of the numbers is. */
export function unitsLevel(quantity: number | null, usage: number | null): UnitsLevel {
  if (quantity === null || usage === null) return 'unknown';
  if (usage > quantity) return 'over';
  return usage > quantity * 0.9 ? 'nearly' : 'normal';
}
