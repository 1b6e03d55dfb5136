import type { Answer, overview } from '@licet/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import { StateMark } from '../../shared/words/state-mark.tsx';
import { licenseStates } from '../licenses/search-params.ts';
import classes from './overview.module.css';
import { Tile } from './tile.tsx';

/** How many licenses are in which state: one bar, and a line with a link for each state that occurs. */
export function LicensesTile({ licenses }: { licenses: Answer<typeof overview.show>['licenses'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const states = licenseStates.flatMap((state) => (licenses.byState[state] ? [{ state, count: licenses.byState[state] }] : []));
  return (
    <Tile
      title={t('overview.licenses')}
      more={
        <Link to="/licenses" search={{ view: 'licenses' }} className={classes.figure}>
          {format.number(licenses.total)}
        </Link>
      }
    >
      <div className={classes.stack} aria-hidden>
        {states.map(({ state, count }) => (
          <span key={state} data-state={state} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className={classes.lines}>
        {states.map(({ state, count }) => (
          <li key={state}>
            <Link to="/licenses" search={{ view: 'licenses', state: [state] }}>
              <StateMark state={state} />
              <span className={classes.number}>{format.number(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Tile>
  );
}
