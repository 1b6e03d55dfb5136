import type { SyncChange, SyncRun } from '@licet/contract';
import { facts, table } from '../table.ts';
import { moment, signed } from '../words.ts';
import { isWorking } from './wait.ts';

export function runTable(runs: readonly SyncRun[]): string {
  return table(
    [
      { title: 'RUN', of: (run) => run.id },
      { title: 'ACCOUNT', of: (run) => run.account.login },
      { title: 'STATE', of: (run) => run.state },
      { title: 'TRIGGER', of: (run) => `${run.trigger}${run.preview ? ' (preview)' : ''}` },
      { title: 'BY', of: (run) => run.startedBy ?? '-' },
      { title: 'STARTED', of: (run) => moment(run.startedAt) },
      { title: 'ENDED', of: (run) => moment(run.endedAt) },
      { title: 'CHANGES', of: (run) => String(changeCount(run)), number: true },
      { title: 'UNITS', of: (run) => signed(run.unitsDelta), number: true },
      { title: 'PROBLEMS', of: (run) => String(run.problems.length), number: true },
    ],
    runs,
  );
}

function changeCount(run: SyncRun): number {
  return Object.values(run.counts).reduce((total, one) => total + (one ?? 0), 0);
}

/** A run for people: what it is, what it counted, its problems, and its changes when they are given. */
export function runWords(run: SyncRun, changes: readonly SyncChange[] | undefined): string {
  const parts = [facts(runFacts(run))];
  const counts = Object.entries(run.counts);
  if (counts.length > 0) parts.push('\nChanges\n', facts(counts.map(([kind, number]) => [`  ${kind}`, String(number)] as const)));
  if (run.problems.length > 0) parts.push('\nProblems\n', ...run.problems.map((one) => `  ${problemWords(one)}\n`));
  if (changes) parts.push(run.endedAt === null ? '\nPlan\n' : '\nWhat changed\n', changeTable(changes));
  return parts.join('');
}

function runFacts(run: SyncRun): [string, string][] {
  const { phase, done, total, requests } = run.progress;
  const far = total === null ? String(done) : `${done} of ${total}`;
  const given: [string, string | null][] = [
    ['Run', run.id],
    ['Account', `${run.account.login} (${run.account.id})`],
    ['State', run.state],
    ['Reason', run.reason],
    ['Remedy', run.remedy],
    ['Trigger', `${run.trigger}${run.preview ? ', preview' : ''}`],
    ['Started by', run.startedBy],
    ['Started', moment(run.startedAt)],
    ['Structure', moment(run.structureAt)],
    ['Ended', moment(run.endedAt)],
    ['Progress', isWorking(run) ? `${phase} ${far}` : null],
    ['Requests', String(requests)],
    ['Units', signed(run.unitsDelta)],
  ];
  return given.filter((pair): pair is [string, string] => pair[1] !== null);
}

function problemWords({ code, message, company, publicId }: SyncRun['problems'][number]): string {
  const where = [company, publicId].filter((one) => one !== null).join(', ');
  return `${where ? `${where}: ` : ''}${message} (${code})`;
}

function changeTable(changes: readonly SyncChange[]): string {
  return table(
    [
      { title: '  CHANGE', of: (change) => `  ${change.kind}` },
      { title: 'COMPANY', of: (change) => change.company.name },
      { title: 'LICENSE', of: ({ subject }) => (subject.type === 'license' ? subject.name : '-') },
      { title: 'PUBLIC ID', of: ({ subject }) => subject.publicId ?? '-' },
      { title: 'FIELDS', of: fieldWords },
    ],
    changes,
  );
}

/** `quantity 5 -> 8`; for additions the values alone. What has parts is left to `--json`. */
function fieldWords({ before, after }: SyncChange): string {
  const names = Object.keys({ ...before, ...after });
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value ?? null).replace('null', '?'));
  const isPlain = (value: unknown) => typeof value !== 'object' || value === null;
  return names
    .filter((name) => isPlain(before?.[name]) && isPlain(after?.[name]))
    .filter((name) => before !== null || text(after?.[name]) !== '?')
    .map((name) => `${name} ${before === null ? '' : `${text(before[name])} -> `}${text(after?.[name])}`)
    .join(', ');
}
