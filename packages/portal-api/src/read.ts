/** An answer that is not what the contract says: where, what was expected, what was found. Never holds more than a short excerpt. */
export class WireError extends Error {
  readonly path: string;
  readonly expected: string;
  readonly found: string;

  constructor(path: string, expected: string, value: unknown) {
    const found = describe(value);
    super(`${path || 'the answer'}: expected ${expected}, found ${found}`);
    this.name = 'WireError';
    this.path = path;
    this.expected = expected;
    this.found = found;
  }
}

/** A value inside an answer, with the way to it. `undefined` means that it was not sent. */
export interface Wire {
  readonly value: unknown;
  readonly path: string;
}

/** Reads one value or throws `WireError`. */
export type Reader<T> = (wire: Wire) => T;

/** The whole of an answer. */
export function answer(value: unknown): Wire {
  return { value, path: '' };
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${JSON.stringify(value.slice(0, 40))}`;
  return `${typeof value} ${JSON.stringify(value)}`;
}

function fail(wire: Wire, expected: string): never {
  throw new WireError(wire.path, expected, wire.value);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A property, whatever the casing of its name (it differs between endpoints). Of several possible names the first
 * that holds something wins, then the first that was sent at all.
 */
export function field(wire: Wire, ...names: readonly [string, ...string[]]): Wire {
  const { value } = wire;
  if (!isObject(value)) return fail(wire, 'an object');
  const keys = Object.keys(value);
  let sent: string | undefined;
  for (const name of names) {
    const key = Object.hasOwn(value, name) ? name : keys.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (key === undefined) continue;
    sent ??= key;
    if (value[key] !== null && value[key] !== undefined) return { value: value[key], path: join(wire.path, key) };
  }
  return { value: sent === undefined ? undefined : value[sent], path: join(wire.path, sent ?? names[0]) };
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** The same value, or null where none was sent. */
export function orNull<T>(reader: Reader<T>): Reader<T | null> {
  return (wire) => (wire.value === null || wire.value === undefined ? null : reader(wire));
}

/** Items of a list. A list that was not sent is not an empty one. */
export function items(wire: Wire): Wire[] {
  if (!Array.isArray(wire.value)) return fail(wire, 'a list');
  return wire.value.map((value: unknown, index) => ({ value, path: `${wire.path}[${index}]` }));
}
