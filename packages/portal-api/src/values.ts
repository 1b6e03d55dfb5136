import { coded, type Coded } from './codes.ts';
import { type Reader, type Wire, WireError } from './read.ts';

const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const publicIdPattern = /^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}$/;
/** What .NET sends for a GUID, or a date, that was never set. Assumed. */
const emptyGuid = '00000000-0000-0000-0000-000000000000';
const emptyYear = '0001-';

function fail(wire: Wire, expected: string): never {
  throw new WireError(wire.path, expected, wire.value);
}

/** Text as it was sent, blanks and all. NUL and half characters become U+FFFD: no database stores them. */
export function text(wire: Wire): string {
  if (typeof wire.value !== 'string') return fail(wire, 'text');
  return wire.value.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** Text with at least one character. */
export function filledText(wire: Wire): string {
  return text(wire) || fail(wire, 'a text that is not empty');
}

/** Product code: digits as text. One client keeps them as numbers, so a number is taken too. */
export function productCode(wire: Wire): string {
  if (typeof wire.value === 'number' && Number.isSafeInteger(wire.value)) return String(wire.value);
  return typeof wire.value === 'string' ? filledText(wire).trim() : fail(wire, 'a product code');
}

/** No count of the portal comes near it, and what is larger fits no integer of the database. */
const LARGEST_COUNT = 2_147_483_647;

/** Whole number, zero or more; digits in a text count (seen in client code). One beyond all sense cannot be read. */
export function count(wire: Wire): number {
  const { value } = wire;
  const number = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 && number <= LARGEST_COUNT) return number;
  return fail(wire, 'a whole number, zero or more');
}

/** True or false, also as text or as 0 and 1. */
export function flag(wire: Wire): boolean {
  const value = typeof wire.value === 'string' ? wire.value.trim().toLowerCase() : wire.value;
  if (value === true || value === 1 || value === 'true' || value === '1') return true;
  if (value === false || value === 0 || value === 'false' || value === '0') return false;
  return fail(wire, 'true or false');
}

/** GUID in lower case. */
export function guid(wire: Wire): string {
  const id = typeof wire.value === 'string' ? wire.value.trim().toLowerCase() : '';
  return guidPattern.test(id) && id !== emptyGuid ? id : fail(wire, 'a GUID');
}

/** GUID or null; the GUID of all zeros is null too. */
export function guidOrNull(wire: Wire): string | null {
  return wire.value === null || wire.value === undefined || wire.value === emptyGuid ? null : guid(wire);
}

/** Public id of a license, `XXX-XXX-XXX`, in upper case (clients compare it without regard to case). */
export function publicId(wire: Wire): string {
  const id = typeof wire.value === 'string' ? wire.value.trim().toUpperCase() : '';
  return publicIdPattern.test(id) ? id : fail(wire, 'a public id like 3AB-CDE-FGH');
}

/**
 * Moment as ISO 8601 in UTC, or null when it was never set. The format is not documented: ISO 8601 with or without
 * time and zone (none: UTC) and .NET's `/Date(ms)/` are read.
 */
export function instantOrNull(wire: Wire): string | null {
  const { value } = wire;
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'string') return fail(wire, 'a date');
  if (value.startsWith(emptyYear)) return null;
  const ticks = /^\/Date\((-?\d+)/.exec(value)?.[1];
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(value.trim());
  const time = new Date(ticks ? Number(ticks) : iso ? `${iso[1]}T${iso[2] ?? '00:00'}${iso[3]?.toUpperCase() ?? 'Z'}` : NaN);
  return Number.isNaN(time.valueOf()) ? fail(wire, 'a date') : time.toISOString();
}

/** Code of a closed table; an unknown one is kept. */
export function code<Word extends string>(table: Readonly<Record<number, Word>>): Reader<Coded<Word>> {
  return (wire) => {
    const { value } = wire;
    if (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) return coded(table, value);
    return fail(wire, 'a code');
  };
}
