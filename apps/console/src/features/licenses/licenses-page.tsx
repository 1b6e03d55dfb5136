import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { useElementSize, useLocalStorage } from '@mantine/hooks';
import { IconBaselineDensityMedium, IconBaselineDensitySmall, IconBinaryTree } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AsOfBanner } from '../../shared/as-of/as-of-banner.tsx';
import { AsOfControl } from '../../shared/as-of/as-of-control.tsx';
import { later } from '../../shared/later.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { Pager } from '../../shared/table/pager.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { useScope } from '../groups/use-scope.ts';
import { ActionsMenu } from './actions-menu.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import { columnsThatFit } from './column-layout.ts';
import { CompanyTree } from './company-tree.tsx';
import { FilterBar } from './filter-bar.tsx';
import { LicenseList } from './license-list.tsx';
import classes from './licenses-page.module.css';
import { type LicenseSearch, PAGE_SIZE, pageSizes, readLicenseSearch, toLicenseFilter } from './search-params.ts';
import { nothing, type Selection } from './selection.ts';
import { useDetailsWanted } from './use-details-wanted.ts';
import { useLicenseLines } from './use-license-lines.ts';

const LicenseDrawer = later(async () => (await import('./license-drawer.tsx')).LicenseDrawer);

const AddLicensesDialog = later(async () => (await import('../portal-accounts/add-licenses-dialog.tsx')).AddLicensesDialog);

type Change = Partial<Record<keyof LicenseSearch, unknown>>;
/** Changes of these leave the list the same one, at the same page. */
const sameList: (keyof LicenseSearch)[] = ['open', 'tab', 'dialog', 'columns', 'page', 'archived'];

export function LicensesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const search = useSearch({ from: '/inside/licenses' });
  const scope = useScope();
  const [opened, setOpened] = useState<ReadonlyMap<string, number>>(new Map());
  const [selection, setSelection] = useState<Selection>(nothing);
  const [treeShown, setTreeShown] = useState(false);
  const [dense, setDense] = useLocalStorage({ key: 'licet.dense', defaultValue: false });
  const { ref, width } = useElementSize();

  const show = (of: (before: Record<string, unknown>) => object) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...(before.scope ? { scope: before.scope } : {}), ...readLicenseSearch({ ...of(before) }) }),
    });
  const change = (next: Change) => {
    const same = Object.keys(next).every((key) => sameList.some((one) => one === key));
    if (!same) setSelection(nothing);
    show((before) => ({ ...before, ...(same ? {} : { page: undefined }), ...next }));
  };
  const filter = useMemo(() => toLicenseFilter(search, scope.companyId), [search, scope.companyId]);
  const list = useLicenseLines(filter, search, opened, !scope.waiting);
  useDetailsWanted(list.lines, search.asOf === undefined);
  const shown = search.columns ?? columnsThatFit(width - 36);
  const openPool = (poolId: string, steps: number) =>
    setOpened((before) => new Map([...before, [poolId, steps] as const].filter(([, count]) => count > 0)));
  const density = dense ? t('table.comfortable') : t('table.dense');
  return (
    <div className={classes.page} data-drawer={search.open ? true : undefined}>
      <PageHeader
        title={t('places.licenses')}
        aside={
          list.total !== undefined &&
          (search.view === 'licenses'
            ? t('licenses.total', { count: list.total, formatted: format.number(list.total) })
            : t('licenses.totalPools', { count: list.total, formatted: format.number(list.total) }))
        }
      >
        <Button
          className={classes.treeButton}
          variant="default"
          leftSection={<IconBinaryTree size={15} />}
          aria-expanded={treeShown}
          onClick={() => setTreeShown(!treeShown)}
        >
          {t('companies.short')}
        </Button>
        <ActionsMenu search={search} filter={filter} shown={shown} selection={selection} onSelection={setSelection} onChange={change} />
      </PageHeader>
      <div className={classes.parts}>
        <section className={classes.tree} data-shown={treeShown || undefined} aria-label={t('companies.tree')}>
          <CompanyTree
            scopeCompany={scope.companyId}
            asOf={search.asOf}
            selected={search.company}
            archived={search.archived}
            onArchived={(archived) => change({ archived })}
            onSelect={(company) => {
              setTreeShown(false);
              change({ company });
            }}
          />
        </section>
        <section className={classes.list} ref={ref} aria-label={t('licenses.list')}>
          <div className={classes.tools}>
            <FilterBar
              search={search}
              onChange={change}
              onShow={(next) => {
                setSelection(nothing);
                show(() => next);
              }}
            />
            <SegmentedControl
              aria-label={t('licenses.view')}
              value={search.view ?? 'pools'}
              onChange={(view) => change({ view, sort: undefined, order: undefined })}
              data={[
                { value: 'pools', label: t('licenses.pools') },
                { value: 'licenses', label: t('licenses.flat') },
              ]}
            />
            <AsOfControl asOf={search.asOf} onChange={(asOf) => change({ asOf })} />
            <ColumnChooser shown={shown} automatic={!search.columns} onChange={(columns) => change({ columns })} />
            <ActionIcon
              size={30}
              variant="default"
              aria-label={density}
              title={density}
              aria-pressed={dense}
              onClick={() => setDense(!dense)}
            >
              {dense ? <IconBaselineDensityMedium size={16} /> : <IconBaselineDensitySmall size={16} />}
            </ActionIcon>
          </div>
          {search.asOf && <AsOfBanner asOf={search.asOf} onNow={() => change({ asOf: undefined })} />}
          <LicenseList
            list={list}
            search={search}
            scoped={scope.groupId !== undefined}
            table={{
              shown,
              dense,
              selection,
              onSelection: setSelection,
              onSort: (sort, order) => change({ sort, order }),
              onTogglePool: (poolId) => openPool(poolId, opened.has(poolId) ? 0 : 1),
              onMore: (poolId) => openPool(poolId, (opened.get(poolId) ?? 1) + 1),
              onOpen: (open) => change({ open: open === search.open ? undefined : open, tab: undefined }),
            }}
            onChange={change}
          />
          <BulkBar
            search={search}
            filter={filter}
            total={list.total ?? 0}
            onPage={list.lines.length}
            selection={selection}
            onSelection={setSelection}
          />
          {!!list.total && (
            <Pager
              page={search.page ?? 1}
              size={search.size ?? PAGE_SIZE}
              total={list.total ?? 0}
              onPage={(page) => change({ page: page > 1 ? String(page) : undefined })}
              sizes={pageSizes}
              onSize={(size) => change({ size: size === PAGE_SIZE ? undefined : String(size) })}
            />
          )}
        </section>
        {search.open && (
          <LicenseDrawer
            key={search.open}
            id={search.open}
            tab={search.tab}
            onTab={(tab) => change({ tab })}
            onClose={() => change({ open: undefined, tab: undefined })}
          />
        )}
      </div>
      {search.dialog === 'add' && <AddLicensesDialog onClose={() => change({ dialog: undefined })} />}
    </div>
  );
}
