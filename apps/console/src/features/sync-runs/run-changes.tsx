import type { SyncChange, SyncRun } from '@licet/contract';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ChangeFields } from '../../shared/change/change-fields.tsx';
import { changeWord } from '../../shared/change/change-word.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { groupByCompany } from './group-by-company.ts';
import classes from './run-changes.module.css';
import { KindFilter } from './kind-filter.tsx';
import { runChangesQuery } from './sync-runs-queries.ts';

/** Everything a run changed or would change, under the company it is about. */
export function RunChanges({ run }: { run: SyncRun }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { kind } = useSearch({ from: '/inside/sync-runs/$runId' });
  const changes = useInfiniteQuery(runChangesQuery(run.id, kind));
  const rows = changes.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = changes.data?.pages.at(-1)?.total ?? 0;
  const left = total - rows.length;
  return (
    <>
      <KindFilter
        counts={run.counts}
        kind={kind}
        onKind={(next) =>
          void navigate({
            to: '.',
            search: (before) => ({ ...(before.scope ? { scope: before.scope } : {}), ...(next ? { kind: next } : {}) }),
          })
        }
      />
      {changes.error && rows.length === 0 && (
        <div className={classes.fault}>
          <ProblemNote error={changes.error} onRetry={() => void changes.refetch()} />
        </div>
      )}
      {changes.isPending && !changes.error && <SkeletonRows rows={8} />}
      {groupByCompany(rows).map((group) => (
        <section key={group.key} className={classes.company} aria-label={group.name}>
          <h3>
            {group.name}
            <span>{t('run.changeCount', { count: group.changes.length })}</span>
          </h3>
          <ul>
            {group.changes.map((change, index) => (
              <Change key={index} change={change} />
            ))}
          </ul>
        </section>
      ))}
      {changes.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
            {t('run.more', { count: left, formatted: format.number(left) })}
          </Button>
        </div>
      )}
    </>
  );
}

function Change({ change }: { change: SyncChange }) {
  const { t } = useTranslation();
  const { kind, subject } = change;
  return (
    <li data-subject={subject.type}>
      <span className={classes.kind} data-kind={kind}>
        {changeWord(kind, t)}
      </span>
      {/* The company stands above already. */}
      {subject.type === 'license' && (
        <span className={classes.subject}>
          {subject.name}
          {subject.publicId && <code>{subject.publicId}</code>}
        </span>
      )}
      <ChangeFields before={change.before} after={change.after} />
    </li>
  );
}
