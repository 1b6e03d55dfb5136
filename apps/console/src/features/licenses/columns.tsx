import type { GroupSegment } from '@licet/contract';
import { columnOrderingFeature, columnVisibilityFeature, tableFeatures, type ColumnDef } from '@tanstack/react-table';
import { IconChevronRight, IconPackage } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Expiry } from '../../shared/words/expiry.tsx';
import { LicenseUser } from '../../shared/words/license-user.tsx';
import { PublicId } from '../../shared/words/public-id.tsx';
import { ReadAge } from '../../shared/words/read-age.tsx';
import { StateMark } from '../../shared/words/state-mark.tsx';
import { UnitsBar } from '../../shared/words/units-bar.tsx';
import { groupName, groupPath } from '../groups/group-name.ts';
import classes from './license-table.module.css';
import type { ColumnId, LicenseSearch } from './search-params.ts';
import { TagsCell } from './tags-cell.tsx';
import type { Line } from './use-license-lines.ts';

export const features = tableFeatures({ columnVisibilityFeature, columnOrderingFeature });

type PoolLine = Extract<Line, { kind: 'pool' }>;
type LicenseLine = Extract<Line, { kind: 'license' }>;

/** How a column shows a pool and how it shows a license. */
function column(
  id: ColumnId,
  pool: (line: PoolLine) => ReactNode,
  license: (line: LicenseLine) => ReactNode,
): ColumnDef<typeof features, Line> {
  return {
    id,
    cell: ({ row: { original: line } }) => (line.kind === 'pool' ? pool(line) : line.kind === 'license' ? license(line) : null),
  };
}

export const columns = [
  column(
    'product',
    (line) => <PoolName line={line} />,
    (line) => <ProductName line={line} />,
  ),
  column(
    'publicId',
    () => null,
    ({ row }) => <PublicId value={row.publicId} />,
  ),
  column(
    'licenseUser',
    ({ pool }) => <LicenseUser {...pool.licenseUser} />,
    ({ row }) => <LicenseUser {...row.licenseUser} />,
  ),
  column(
    'units',
    ({ pool }) => <UnitsBar quantity={pool.quantity} usage={pool.usage} unread={pool.unknownUsage} />,
    ({ row }) => <UnitsBar quantity={row.quantity.value} usage={row.usage.value} />,
  ),
  column(
    'state',
    ({ pool }) => <StateMark state={pool.state} />,
    ({ row }) => <StateMark state={row.state} />,
  ),
  column(
    'type',
    () => null,
    ({ row }) => <TypeWord type={row.type} />,
  ),
  column(
    'expires',
    () => null,
    ({ row }) => <Expiry day={row.expires} />,
  ),
  column(
    'tags',
    () => null,
    ({ row }) => <TagsCell row={row} />,
  ),
  column(
    'accessGroup',
    ({ pool }) => <AccessGroup segments={pool.accessGroup.segments} />,
    ({ row }) => <AccessGroup segments={[row.accessGroup]} />,
  ),
  column(
    'account',
    ({ pool }) => <Accounts logins={pool.accounts} />,
    ({ row }) => <Accounts logins={row.accounts} />,
  ),
  column(
    'readAt',
    () => null,
    ({ row }) => <ReadAge quantity={row.quantity} usage={row.usage} />,
  ),
];

/** The sort that clicking a column's head asks for, where it has one. */
export const columnSorts: Record<'pools' | 'licenses', Partial<Record<ColumnId, NonNullable<LicenseSearch['sort']>>>> = {
  pools: { product: 'name', units: 'usage' },
  licenses: {
    product: 'product',
    publicId: 'publicId',
    licenseUser: 'licenseUser',
    units: 'usage',
    state: 'state',
    type: 'type',
    expires: 'expires',
    readAt: 'readAt',
  },
};

function PoolName({ line: { pool, open } }: { line: PoolLine }) {
  const { t } = useTranslation();
  return (
    <span className={classes.pool}>
      <IconChevronRight size={15} aria-hidden className={classes.chevron} data-open={open || undefined} />
      <Cut text={pool.name} />
      <span className={classes.count}>{t('licenses.inPool', { count: pool.licenses })}</span>
    </span>
  );
}

function ProductName({ line: { row, inPool } }: { line: LicenseLine }) {
  const { t } = useTranslation();
  return (
    <span className={classes.product} data-in-pool={inPool || undefined}>
      <Cut text={row.productName} />
      {row.bundleName && (
        <span className={classes.bundle} title={t('licenses.partOf', { bundle: row.bundleName })}>
          <IconPackage size={14} role="img" aria-label={t('licenses.bundle')} />
        </span>
      )}
      {row.gone && <span className={classes.bundle}>{t('licenses.gone')}</span>}
    </span>
  );
}

function TypeWord({ type }: { type: LicenseLine['row']['type'] }) {
  const { t } = useTranslation();
  return t(`licenseTypes.${type}`);
}

function Accounts({ logins }: { logins: string[] }) {
  return <Cut text={logins.join(', ')} />;
}

function AccessGroup({ segments }: { segments: GroupSegment[] }) {
  const { t } = useTranslation();
  const own = segments.at(-1);
  return own ? <Cut text={groupName(own, t)} title={segments.length > 1 ? groupPath(segments, t) : groupName(own, t)} /> : null;
}

function Cut({ text, title = text }: { text: string; title?: string }) {
  return (
    <span className={classes.cut} title={title}>
      {text}
    </span>
  );
}
