import { invalid } from '../refusal.ts';

/** The body of a call. Property names are bound without regard to case (one client sends them in Pascal). */
export interface Input {
  has(name: string): boolean;
  /** Text, or null where none was sent. */
  text(name: string): string | null;
  requiredText(name: string): string;
  flag(name: string): boolean;
  integer(name: string): number;
  list(name: string): unknown[];
  object(name: string): Record<string, unknown>;
  /** skip >= 0 and take 1..100 (documented); left out they are 0 and 100 (one client sends neither). */
  page(): { skip: number; take: number };
  /** A day as the moment it starts, UTC. */
  day(name: string): number;
}

/** Wraps a parsed body; each method refuses with a model error what it cannot take. */
export function readInput(body: unknown): Input {
  const values = new Map(isObject(body) ? Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]) : []);
  const get = (name: string): unknown => values.get(name.toLowerCase());
  const isMissing = (name: string): boolean => get(name) === undefined || get(name) === null;

  const text = (name: string): string | null => {
    const value = get(name);
    if (isMissing(name)) return null;
    if (typeof value !== 'string' && typeof value !== 'number') throw invalid(name, `The ${name} field must be text.`);
    return String(value);
  };
  const integer = (name: string): number => {
    const value = get(name);
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw invalid(name, `The ${name} field must be a whole number.`);
    return number;
  };
  const bounded = (name: string, low: number, high: number, fallback: number): number => {
    if (isMissing(name)) return fallback;
    const number = integer(name);
    if (number < low || number > high) throw invalid(name, `The field ${name} must be between ${low} and ${high}.`);
    return number;
  };
  return {
    has: (name) => !isMissing(name),
    text,
    requiredText: (name) => text(name) ?? refuse(name),
    flag: (name) => get(name) === true || get(name) === 'true',
    integer,
    list: (name) => {
      const value = get(name);
      return Array.isArray(value) ? (value as unknown[]) : refuse(name);
    },
    object: (name) => {
      const value = get(name) ?? {};
      return isObject(value) ? value : refuse(name);
    },
    page: () => ({ skip: bounded('skip', 0, 2_147_483_647, 0), take: bounded('take', 1, 100, 100) }),
    day: (name) => {
      const day = text(name) ?? refuse(name);
      const start = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : NaN;
      return Number.isNaN(start) ? refuse(name, `The ${name} field must be a day like 2026-01-31.`) : start;
    },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(name: string, message = `The ${name} field is required.`): never {
  throw invalid(name, message);
}
