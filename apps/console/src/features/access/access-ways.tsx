import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useGroupNames } from '../groups/use-group-names.ts';
import type { AccessWay } from './access-queries.ts';
import classes from './access.module.css';

/** Every way from a user to an object: the permission set, and the groups from where the right is held down to the object. */
export function AccessWays({ ways }: { ways: AccessWay[] }) {
  const { t } = useTranslation();
  const nameOf = useGroupNames();
  return (
    <ul className={classes.ways}>
      {ways.map((way, index) => (
        <li key={index}>
          <strong>{t(`levels.${way.level}`)}</strong>
          <span className={classes.way}>
            <span className={classes.set}>{way.permissionSet?.name ?? t('access.hiddenSet')}</span>
            {way.path.map((group) => (
              <span key={group.id} className={classes.step}>
                <IconChevronRight size={13} role="img" aria-label={t('access.then')} />
                {nameOf(group)}
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
