import type { Problem } from '@licet/domain';
import type { Page, WireError } from '@licet/portal-api';
import { type ListSource, readRound } from './list-round.ts';
import type { PortalError } from './portal-error.ts';
import { badData, problemOf } from './problem.ts';

export type { ListSource } from './list-round.ts';

/** All rows of a list, each once. Incomplete says why in `problems`. */
export interface ListReading<Row> {
  rows: Row[];
  complete: boolean;
  problems: Problem[];
  /** The first failure of a page. */
  error?: PortalError;
}

export interface ListOptions<Row> {
  /** The first page, when it has been read already. */
  first?: Page<Row>;
  /** Rows known so far and the portal's total. */
  onPage?: (rows: number, total: number | null) => void;
  /** Whose list it is. */
  subject?: Pick<Problem, 'companyUpstreamId'>;
}

type Source = Pick<ListSource<unknown>, 'what' | 'call'>;

/** How often a list that moves while it is read is read, in all. */
const mostRounds = 3;
const mostProblems = 20;

/**
 * Reads a list until one reading agrees with itself. When none does, the rows of all readings together are the whole
 * list if there are as many as the portal has said all the time; otherwise the list is incomplete. Pages that cannot be
 * read make it incomplete at once. Throws `PortalError`s of the scope `run` only.
 */
export async function readList<Row>(source: ListSource<Row>, options: ListOptions<Row> = {}): Promise<ListReading<Row>> {
  const { onPage = () => undefined, subject = {} } = options;
  const all = new Map<string, Row>();
  const totals = new Set<number | null>();
  for (let round = 1; ; round += 1) {
    const { rows, bad, errors, agrees, total } = await readRound(source, onPage, round === 1 ? options.first : undefined);
    for (const [id, row] of rows) all.set(id, row);
    totals.add(total);
    const problems = [...errors.map((error) => problemOf(error, subject)), ...bad.map((row) => unreadable(source, row, subject))].slice(
      0,
      mostProblems,
    );
    const [error] = errors;
    if (error) return { rows: [...all.values()], complete: false, problems, error };
    if (agrees) return { rows: [...rows.values()], complete: bad.length === 0, problems };
    const steady = round > 1 && totals.size === 1 && total !== null && all.size === total;
    if (steady && bad.length === 0) return { rows: [...all.values()], complete: true, problems };
    if (round === mostRounds) return { rows: [...all.values()], complete: false, problems: [...problems, restless(source, subject)] };
  }
}

function unreadable({ what, call }: Source, row: WireError, subject: object): Problem {
  const reason = { code: 'row-unreadable', parameters: { place: row.path, call } } as const;
  return badData(`A row of ${what} cannot be read: ${row.message}.`, reason, subject);
}

function restless({ what, call }: Source, subject: object): Problem {
  const message = `The list of ${what} did not agree with its own count in ${mostRounds} readings; it may lack some. The next run reads it again.`;
  return { code: 'list-changing', message, reason: { code: 'list-changing', parameters: { call } }, ...subject };
}
