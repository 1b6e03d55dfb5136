import type { Problem } from '@licet/domain';
import type { Ema2Snapshot } from '@licet/portal-api';
import { badData } from './problem.ts';

/** A run keeps its problems for a person to read; the rest of a file that is broken all over is counted. */
const mostProblems = 100;

/** Rows of the file that could not be read, and those that stand in it twice. */
export function rowProblems({ bad, companies, licenses }: Ema2Snapshot): Problem[] {
  const problems = [
    ...bad.map(({ list, index, id, error }) => {
      const row = `${list}[${index}]`;
      const reason = { code: 'file-row-unreadable', parameters: { row, id: id ?? '', place: error.path } } as const;
      return badData(`The row ${row}${id === null ? '' : ` (${id})`} of the file cannot be read: ${error.message}.`, reason);
    }),
    ...twice(companies.map(({ companyId }) => companyId)),
    ...twice(licenses.map(({ publicId }) => publicId)),
  ];
  if (problems.length <= mostProblems) return problems;
  const rows = problems.length - mostProblems;
  const more = badData(`${rows} more rows of the file have problems like these.`, { code: 'file-rows-more', parameters: { rows } });
  return [...problems.slice(0, mostProblems), more];
}

function twice(ids: readonly string[]): Problem[] {
  const seen = new Set<string>();
  const again = ids.filter((id) => seen.size === seen.add(id).size);
  return again.map((id) =>
    badData(`${id} stands in the file more than once; the first row counts.`, { code: 'file-row-twice', parameters: { id } }),
  );
}
