import { Switch, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconBuildings } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { Tree } from '../../shared/tree/tree.tsx';
import { branchOf, indexTree, sumBelow, withoutBranches } from '../../shared/tree/tree-model.ts';
import { useFormat } from '../../shared/use-format.ts';
import { StateDot } from '../../shared/words/state-mark.tsx';
import classes from './company-tree.module.css';
import { licenseCompaniesQuery } from './licenses-queries.ts';

interface Props {
  scopeCompany: string | undefined;
  /** The moment that the tree is of; undefined: now. */
  asOf: string | undefined;
  selected: string | undefined;
  /** Archived companies are shown too. */
  archived: 'show' | undefined;
  onArchived: (archived: 'show' | undefined) => void;
  onSelect: (companyId: string | undefined) => void;
}

const collator = new Intl.Collator(['pl', 'en'], { sensitivity: 'base', numeric: true });

/** Companies with licenses and those above them. A company without licenses is in Computers, not here. */
export function CompanyTree({ scopeCompany, asOf, selected, archived, onArchived, onSelect }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, refetch } = useQuery(licenseCompaniesQuery(asOf));
  const { index, sums, total } = useMemo(() => {
    const compare = (a: { name: string }, b: { name: string }) => collator.compare(a.name, b.name);
    const whole = indexTree(data ?? [], compare);
    const branch = scopeCompany === undefined ? whole : indexTree(branchOf(whole, scopeCompany), compare);
    const tree =
      archived === 'show'
        ? branch
        : indexTree(
            withoutBranches(branch, (node) => node.archived && node.id !== scopeCompany),
            compare,
          );
    const below = sumBelow(tree, (node) => node.licenses);
    return { index: tree, sums: below, total: tree.roots.reduce((sum, root) => sum + (below.get(root.id) ?? 0), 0) };
  }, [data, scopeCompany, archived]);
  if (error && !data) {
    return (
      <div className={classes.fault}>
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!data) return <SkeletonRows rows={14} />;
  if (index.byId.size === 0) return <p className={classes.empty}>{asOf ? t('companies.noneThen') : t('companies.none')}</p>;
  return (
    <div className={classes.tree}>
      <UnstyledButton
        className={classes.all}
        data-current={selected === undefined || undefined}
        aria-pressed={selected === undefined}
        onClick={() => onSelect(undefined)}
      >
        <IconBuildings size={15} stroke={1.7} aria-hidden />
        <span>{t('companies.all')}</span>
        <span className={classes.count}>{format.number(total)}</span>
      </UnstyledButton>
      <Tree
        key={scopeCompany}
        label={t('companies.tree')}
        index={index}
        selected={selected}
        onSelect={(node) => onSelect(node.id === selected ? undefined : node.id)}
        icon={(node) => (node.state ? <StateDot state={node.state} /> : null)}
        note={(node) => (
          <span className={classes.count}>
            {node.archived
              ? t('companies.archivedCount', { formatted: format.number(sums.get(node.id) ?? 0) })
              : format.number(sums.get(node.id) ?? 0)}
          </span>
        )}
      />
      {data.some((node) => node.archived) && (
        <Switch
          className={classes.archived}
          label={t('customers.showArchived')}
          checked={archived === 'show'}
          onChange={(event) => onArchived(event.currentTarget.checked ? 'show' : undefined)}
        />
      )}
    </div>
  );
}
