import type { ReportRow } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import { Expiry } from '../../shared/words/expiry.tsx';
import { PublicId } from '../../shared/words/public-id.tsx';
import { StateMark } from '../../shared/words/state-mark.tsx';
import { licenseStates, licenseTypes } from '../licenses/search-params.ts';
import type { ReportColumn } from '../../shared/words/report-words.ts';
import classes from './reports.module.css';

export type RowColumn = ReportColumn | 'licenses';

/** One value of a row. What nobody has read yet is said to be unknown, never a zero. */
export function ReportCell({ row, column }: { row: ReportRow; column: RowColumn }) {
  const { t } = useTranslation();
  const format = useFormat();
  switch (column) {
    case 'publicId':
      return <PublicId value={row.publicId ?? null} />;
    case 'quantity':
    case 'licenses':
      return <Figure value={row[column] ?? null} />;
    case 'usage':
      return <Usage row={row} />;
    case 'state': {
      const known = licenseStates.find((state) => state === row.state);
      return known ? <StateMark state={known} /> : row.state;
    }
    case 'type': {
      const known = licenseTypes.find((type) => type === row.type);
      return known ? t(`licenseTypes.${known}`) : row.type;
    }
    case 'expires':
      return <Expiry day={row.expires ?? null} />;
    case 'tags':
      return row.tags?.join(', ');
    case 'readAt':
      return row.readAt ? <span title={format.moment(row.readAt)}>{format.agoShort(row.readAt)}</span> : <Unknown />;
    default:
      return row[column];
  }
}

function Unknown() {
  const { t } = useTranslation();
  return <span className={classes.unknown}>{t('reports.unknown')}</span>;
}

function Figure({ value }: { value: number | null }) {
  const format = useFormat();
  return value === null ? <Unknown /> : format.number(value);
}

/** Units used; of a sum, how many licenses are not in it, since nobody has read them yet. Over-use is told by word and colour. */
function Usage({ row: { usage = null, quantity = null, unknown = 0 } }: { row: ReportRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const over = usage !== null && quantity !== null && unknown === 0 ? usage - quantity : 0;
  return (
    <>
      <Figure value={usage} />
      {over > 0 && <span className={classes.fault}>{t('units.over', { count: over, formatted: format.number(over) })}</span>}
      {usage !== null && unknown > 0 && (
        <span className={classes.note}>{t('reports.without', { count: unknown, formatted: format.number(unknown) })}</span>
      )}
    </>
  );
}
