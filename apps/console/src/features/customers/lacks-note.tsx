import type { Customer } from '@licet/contract';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './dialogs.module.css';

/** The rights that are missing, each once, with the groups that they are missing in. */
export function LacksNote({ lacks }: { lacks: Customer['lacks'] }) {
  const { t } = useTranslation();
  if (lacks.length === 0) return null;
  return (
    <section className={classes.lacks} role="note">
      <h3>
        <IconLock size={16} aria-hidden />
        {t('customers.lacksTitle')}
      </h3>
      <ul tabIndex={0} aria-label={t('customers.lacksTitle')}>
        {lacks.map(({ function: name, level, group }) => (
          <li key={`${name} ${level} ${group}`}>
            {group
              ? t('customers.lackIn', { right: t(`functions.${name}`), level: t(`levels.${level}`), group })
              : t('customers.lack', { right: t(`functions.${name}`), level: t(`levels.${level}`) })}
          </li>
        ))}
      </ul>
      <p>{t('customers.lacksText')}</p>
    </section>
  );
}
