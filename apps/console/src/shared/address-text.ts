export type AddressValues = Record<string, unknown>;

/** The search part of an address as plain values: a name given twice becomes a list. Ids stay text, whatever they look like. */
export function readAddress(text: string): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = values[name];
    values[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return values;
}

/** The other way; empty values stay out of the address. */
export function writeAddress(values: AddressValues): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one));
  }
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** One word of a closed list, or nothing. */
export function oneOf<T extends string>(value: unknown, words: readonly T[]): T | undefined {
  return words.find((word) => word === value);
}

/** Several words of a closed list; nothing when none is left. */
export function someOf<T extends string>(value: unknown, words: readonly T[]): T[] | undefined {
  const found = texts(value)?.flatMap((text) => oneOf(text, words) ?? []);
  return found?.length ? [...new Set(found)] : undefined;
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function texts(value: unknown): string[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '');
  return list.length ? list : undefined;
}

/** An id, or nothing. */
export function idText(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{1,18}$/.test(value) ? value : undefined;
}

/** A day, `YYYY-MM-DD`, or nothing. */
export function dayText(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/** A whole number above zero, or nothing. */
export function countText(value: unknown): number | undefined {
  const count = typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,7}$/.test(value) ? Number(value) : NaN;
  return Number.isInteger(count) && count > 0 ? count : undefined;
}

/** Drops what is undefined, so that an unset value has no key. */
export function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** The same without one of its values. */
export function without<S extends object>(values: S, name: keyof S & string): S {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name)) as S;
}

/** A moment in UTC, ISO 8601, or nothing. */
export function momentText(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}
