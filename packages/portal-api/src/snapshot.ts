// A file of an account, for where no portal can be reached: what the calls would have answered, in one document.
import { coded, licenseTypes } from './codes.ts';
import { type Ema2CompanyRow, readCompanyWithParent } from './companies.ts';
import { type Ema2LicenseDetail, readLicenseLeniently } from './licenses.ts';
import { answer, field, isObject, items, type Reader, type Wire, WireError } from './read.ts';
import { type Ema2CurrentUser, readUser } from './session.ts';
import { instantOrNull } from './values.ts';

/** A row of the file that could not be read. */
export interface Ema2BadRow {
  readonly list: 'companies' | 'licenses';
  /** Counted from 0. */
  readonly index: number;
  /** The id as it stands in the file, as far as it is a text. */
  readonly id: string | null;
  /** Its path is that within the row. */
  readonly error: WireError;
}

/** A license of the file; `unread` are properties that made no sense and are null. */
export interface Ema2SnapshotLicense extends Ema2LicenseDetail {
  readonly unread: readonly WireError[];
}

export interface Ema2Snapshot {
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  readonly user: Ema2CurrentUser;
  /** As sent: a parent may be missing from the list. */
  readonly companies: readonly Ema2CompanyRow[];
  readonly licenses: readonly Ema2SnapshotLicense[];
  readonly bad: readonly Ema2BadRow[];
}

/** A document that is no snapshot: every field at fault. */
export class SnapshotError extends Error {
  readonly faults: readonly WireError[];
  constructor(faults: readonly WireError[]) {
    super(`No snapshot of an account: ${faults.map((fault) => fault.message).join('; ')}`);
    this.name = 'SnapshotError';
    this.faults = faults;
  }
}

/** What the document says that it is, in small letters; null when it says nothing. */
export function readSnapshotKind(value: unknown): string | null {
  const kind = isObject(value) ? field(answer(value), 'kind').value : null;
  return typeof kind === 'string' ? kind.trim().toLowerCase() : null;
}

/**
 * Reads a snapshot of an EMA 2 account as tolerantly as answers of the portal. A row that cannot be read is in `bad` and stops
 * nothing. Throws `SnapshotError` for a document that is none.
 */
export function readSnapshot(value: unknown): Ema2Snapshot {
  if (!isObject(value)) throw new SnapshotError([new WireError('', 'an object', value)]);
  const body = answer(value);
  const faults: WireError[] = [];
  const bad: Ema2BadRow[] = [];
  function part<T>(name: string, read: Reader<T>): T {
    try {
      return read(field(body, name));
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      faults.push(error);
      // Never handed out: a document with a fault is refused below.
      return undefined as T;
    }
  }
  const rows = <Row>(list: Ema2BadRow['list'], idNames: readonly [string, ...string[]], read: Reader<Row>): Row[] =>
    part(list, (wire) => readRows(items(wire), list, idNames, read, bad));
  part('kind', readKind);
  const snapshot = {
    takenAt: part('takenAt', readMoment),
    user: part('user', readUser),
    companies: rows('companies', ['companyId', 'publicId', 'id'], readCompanyWithParent),
    licenses: rows('licenses', ['publicLicenseKey', 'publicId'], readLicense),
    bad,
  };
  if (faults.length > 0) throw new SnapshotError(faults);
  return snapshot;
}

function readKind(wire: Wire): void {
  if (typeof wire.value !== 'string' || wire.value.trim().toLowerCase() !== 'ema2') throw new WireError(wire.path, '"ema2"', wire.value);
}

function readMoment(wire: Wire): string {
  const moment = instantOrNull(wire);
  if (moment === null) throw new WireError(wire.path, 'a date', wire.value);
  return moment;
}

function readRows<Row>(
  wires: readonly Wire[],
  list: Ema2BadRow['list'],
  idNames: readonly [string, ...string[]],
  read: Reader<Row>,
  bad: Ema2BadRow[],
): Row[] {
  return wires.flatMap((wire, index) => {
    try {
      return [read(answer(wire.value))];
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      bad.push({ list, index, id: idOf(wire, idNames), error });
      return [];
    }
  });
}

function idOf(wire: Wire, names: readonly [string, ...string[]]): string | null {
  if (!isObject(wire.value)) return null;
  const { value } = field(wire, ...names);
  return typeof value === 'string' ? value.trim().slice(0, 100) : null;
}

/** The type stands as a code where the portal's own page of a license says whether it is a trial. */
function readLicense(wire: Wire): Ema2SnapshotLicense {
  const { detail, unread } = readLicenseLeniently(wire.value);
  const { value } = field(wire, 'type', 'licenseType');
  if (typeof value !== 'number' && typeof value !== 'string') return { ...detail, unread };
  const { word } = coded(licenseTypes, value);
  return { ...detail, trial: word === 'unknown' ? null : word === 'trial', unread };
}
