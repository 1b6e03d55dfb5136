/** How property names are written: `totalCount` or `TotalCount`. It differs between endpoints. */
export type Casing = 'camel' | 'pascal';

/** A copy of a JSON value with all property names in one casing. */
export function withCasing(value: unknown, casing: Casing): unknown {
  if (Array.isArray(value)) return value.map((item) => withCasing(item, casing));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [cased(name, casing), withCasing(item, casing)]));
}

function cased(name: string, casing: Casing): string {
  const first = name.charAt(0);
  return (casing === 'pascal' ? first.toUpperCase() : first.toLowerCase()) + name.slice(1);
}
