import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './words.module.css';

/** A public id with a way to copy it. */
export function PublicId({ value }: { value: string | null }) {
  const { t } = useTranslation();
  if (value === null) return <span className={classes.unread}>{t('units.notRead')}</span>;
  return (
    <span className={classes.id}>
      <code>{value}</code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('common.copied') : t('common.copy')}>
            <ActionIcon size={20} onClick={copy} aria-label={t('common.copyValue', { value })} className={classes.copy}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
