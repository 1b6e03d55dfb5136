import type { Answer, HeldRight, users } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import { accessFunctions, accessLevels } from '../../shared/words/rights.ts';
import { useGroupNames } from '../groups/use-group-names.ts';
import classes from './users.module.css';

export type UserDetails = Answer<typeof users.show>;

/** Every right a user holds: function, level, group, and the permission set that gives it. */
export function HeldRights({ rights }: { rights: HeldRight[] }) {
  const { t } = useTranslation();
  const nameOf = useGroupNames();
  if (rights.length === 0) return <p className={classes.none}>{t('users.noRights')}</p>;
  return (
    <ul className={classes.rights}>
      {accessFunctions.map((name) => {
        const held = rights.filter((right) => right.function === name).sort((a, b) => rank(b) - rank(a));
        if (held.length === 0) return null;
        return (
          <li key={name}>
            <h3>{t(`functions.${name}`)}</h3>
            <ul>
              {held.map((right) => (
                <li key={`${right.level} ${right.group.id} ${right.permissionSet.id}`}>
                  <strong>{t(`levels.${right.level}`)}</strong>
                  <span>
                    {t('users.inGroup', { group: nameOf(right.group) })}
                    <span className={classes.through}>{t('users.through', { set: right.permissionSet.name })}</span>
                  </span>
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

const rank = (right: HeldRight) => accessLevels.indexOf(right.level);
