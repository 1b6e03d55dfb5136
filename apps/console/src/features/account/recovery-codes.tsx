import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import form from '../../shared/form.module.css';
import classes from './account.module.css';

/** Codes just made; nobody can show them again. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={form.form}>
      <p className={form.text}>{t('account.step.codesText')}</p>
      <ul className={classes.codes} aria-label={t('account.step.codesTitle')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={form.buttons}>
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button autoFocus variant="default" leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />} onClick={copy}>
              {copied ? t('common.copied') : t('account.step.copyCodes')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onKept}>{t('account.step.kept')}</Button>
      </div>
    </div>
  );
}
