import type { Fault } from './faults.ts';

/** Lists of rows in answers, in camel case. */
const rowLists = ['search', 'companies', 'descendants', 'licenseHistory'];

/** Applies the faults that spoil what an answer says. The value is in camel case and is not changed. */
export function damage(value: unknown, faults: readonly Fault[]): unknown {
  return faults.reduce((spoiled, { kind, fields }) => {
    if (kind === 'empty') return emptied(spoiled);
    if (kind === 'missing-fields') return mapFields(spoiled, (name) => (fields.includes(name) ? 'drop' : 'keep'));
    if (kind === 'wrong-types') return mapFields(spoiled, (name) => (fields.includes(name) ? 'spoil' : 'keep'));
    return spoiled;
  }, value);
}

/** An answer that looks right and says that there is nothing. */
function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, item]) => {
    if (rowLists.includes(name)) return [name, []] as const;
    return [name, name === 'paging' ? { totalCount: 0 } : item] as const;
  });
  return Object.fromEntries(entries);
}

function mapFields(value: unknown, verdict: (name: string) => 'keep' | 'drop' | 'spoil'): unknown {
  if (Array.isArray(value)) return value.map((item) => mapFields(item, verdict));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, item]) => {
    const decision = verdict(name);
    if (decision === 'drop') return [];
    return [[name, decision === 'spoil' ? wrong(item) : mapFields(item, verdict)] as const];
  });
  return Object.fromEntries(entries);
}

/** Something of another kind, which no tolerant reader should take. */
function wrong(value: unknown): unknown {
  return typeof value === 'string' ? { text: value } : 'not what you think';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
