import type { Answer, overview } from '@licet/contract';
import { IconAlertTriangle, IconCircleDashed, IconGauge } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { UNKNOWN } from '../../shared/format.ts';
import { useFormat } from '../../shared/use-format.ts';
import classes from './overview.module.css';
import { Tile } from './tile.tsx';

type Overview = Answer<typeof overview.show>;

export function UnitsTile({ units, licenses }: Pick<Overview, 'units' | 'licenses'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { used, ordered } = units;
  const known = used !== null && ordered !== null;
  const number = (value: number | null) => (value === null ? UNKNOWN : format.number(value));
  const lines = [
    { use: 'over', icon: IconAlertTriangle, count: licenses.overUsed },
    { use: 'nearly', icon: IconGauge, count: licenses.nearlyUsed },
    { use: 'unknown', icon: IconCircleDashed, count: licenses.unknownUsage },
  ] as const;
  return (
    <Tile title={t('overview.units')} more={<span className={classes.figure}>{known ? format.percent(used, ordered) : UNKNOWN}</span>}>
      <div className={classes.meter} aria-hidden>
        <span style={{ width: `${known && ordered > 0 ? Math.min(100, (used / ordered) * 100) : 0}%` }} />
      </div>
      <p className={classes.sum}>{t('overview.unitsOf', { used: number(used), ordered: number(ordered) })}</p>
      <ul className={classes.lines}>
        {lines.map(({ use, icon: Icon, count }) => (
          <li key={use}>
            <Link to="/licenses" search={{ view: 'licenses', use }}>
              <span className={classes.word} data-use={count > 0 ? use : undefined}>
                <Icon size={15} aria-hidden />
                {t(`uses.${use}`)}
              </span>
              <span className={classes.number}>{format.number(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Tile>
  );
}
