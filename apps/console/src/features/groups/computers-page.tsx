import { Switch } from '@mantine/core';
import { IconFolderQuestion } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AsOfBanner } from '../../shared/as-of/as-of-banner.tsx';
import { AsOfControl } from '../../shared/as-of/as-of-control.tsx';
import { without } from '../../shared/address-text.ts';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { pathAbove } from '../../shared/tree/tree-model.ts';
import { Tree } from '../../shared/tree/tree.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { ComputerList } from '../computers/computer-list.tsx';
import classes from './computers-page.module.css';
import { GroupDetails } from './group-details.tsx';
import { GroupIcon } from './group-icon.tsx';
import { GroupNote } from './group-note.tsx';
import { readGroupSearch } from './search-params.ts';
import { useGroupTree } from './use-group-tree.ts';

export function ComputersPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { group, scope, archived, asOf, ...search } = useSearch({ from: '/inside/computers' });
  const tree = useGroupTree('computers', { scope, archived, asOf });
  const selected = group ?? tree.index.roots[0]?.id;
  const above =
    selected === undefined
      ? []
      : pathAbove(tree.index, selected)
          .map((id) => tree.index.byId.get(id)?.name ?? '')
          .reverse();
  const count = tree.index.byId.size;
  const showAsOf = (moment: string | undefined) =>
    void navigate({ to: '.', search: (before) => (moment ? { ...before, asOf: moment } : without(before, 'asOf')) });
  return (
    <div className={classes.page}>
      <PageHeader title={t('places.computers')} aside={tree.data && t('groups.count', { count, formatted: format.number(count) })}>
        <AsOfControl asOf={asOf} onChange={showAsOf} />
        {tree.hasArchived && (
          <Switch
            label={t('customers.showArchived')}
            checked={archived === 'show'}
            onChange={(event) => {
              const shown = event.currentTarget.checked;
              void navigate({
                to: '.',
                search: (before) => (shown ? { ...before, archived: 'show' as const } : without(before, 'archived')),
              });
            }}
          />
        )}
      </PageHeader>
      {asOf && <AsOfBanner asOf={asOf} onNow={() => showAsOf(undefined)} note={t('asOf.computersToday')} />}
      <div className={classes.parts}>
        <section className={classes.tree} aria-label={t('groups.tree')}>
          {tree.isPending && <SkeletonRows rows={12} />}
          {tree.error && !tree.data && (
            <div className={classes.fault}>
              <ProblemNote error={tree.error} onRetry={() => void tree.refetch()} />
            </div>
          )}
          {tree.data && count > 0 && (
            <Tree
              key={scope}
              label={t('groups.tree')}
              index={tree.index}
              selected={selected}
              onSelect={(node) =>
                void navigate({
                  to: '.',
                  search: (before) => ({
                    ...(before.scope ? { scope: before.scope } : {}),
                    ...readGroupSearch({ ...before, group: node.id, page: undefined }),
                  }),
                })
              }
              icon={(node) => <GroupIcon kind={node.kind} />}
              note={(node) => <GroupNote node={node} />}
            />
          )}
          {tree.data && count === 0 && (
            <EmptyState
              icon={IconFolderQuestion}
              title={t('groups.noneTitle')}
              text={asOf ? t('groups.noneThen') : scope ? t('groups.noneInScope') : t('groups.noneText')}
            />
          )}
        </section>
        <section className={classes.details} aria-label={t('groups.details')}>
          {selected && (
            <>
              <GroupDetails key={selected} id={selected} above={above} asOf={asOf} />
              {!asOf && <ComputerList key={`computers-${selected}`} groupId={selected} search={search} />}
            </>
          )}
        </section>
      </div>
    </div>
  );
}
