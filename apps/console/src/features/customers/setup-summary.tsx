import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../shared/facts.tsx';
import { useFormat } from '../../shared/use-format.ts';
import classes from './dialogs.module.css';
import { licenseChoicesQuery } from './customers-queries.ts';
import { licenseChoices } from './license-choices.ts';
import type { Wish } from './wish.ts';

/** What will be made, before it is. */
export function SetupSummary({ wish, groupId }: { wish: Wish; groupId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const licenses = useQuery(licenseChoicesQuery(groupId));
  const license = licenseChoices(licenses.data ?? [], t).find((one) => one.value === wish.license);
  return (
    <>
      <h3>{t('setup.user')}</h3>
      {wish.withUser ? (
        <>
          <Facts
            rows={[
              [t('setup.login'), wish.login],
              ...(wish.name ? [[t('setup.name'), wish.name] as const] : []),
              [t('session.password'), wish.password === undefined ? t('setup.madePassword') : t('setup.typedPassword')],
              [t('frame.language'), t(`languageNames.${wish.language}`)],
            ]}
          />
          <p className={classes.text}>{t('setup.userDefaults')}</p>
        </>
      ) : (
        <p className={classes.text}>{t('setup.noUser')}</p>
      )}
      <h3>{t('setup.installer')}</h3>
      {wish.withInstaller ? (
        <Facts
          rows={[
            [t('setup.installerLabel'), wish.installerName],
            [t('setup.license'), license?.label ?? ''],
            [t('setup.expires'), wish.expires ? format.day(wish.expires) : t('setup.never')],
            [t('setup.limit'), wish.limit ? format.number(Number(wish.limit)) : t('setup.noLimit')],
          ]}
        />
      ) : (
        <p className={classes.text}>{t('setup.noInstaller')}</p>
      )}
      {!wish.withUser && !wish.withInstaller && <p className={classes.text}>{t('setup.nothingWanted')}</p>}
    </>
  );
}
