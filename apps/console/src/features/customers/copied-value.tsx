import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** A name, a value and a way to copy it; stands in a grid of three columns. */
export function CopiedValue({ name, value }: { name: string; value: string }) {
  const { t } = useTranslation();
  return (
    <>
      <span>{name}</span>
      <code>{value}</code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('common.copied') : t('common.copy')}>
            <ActionIcon onClick={copy} aria-label={t('common.copyValue', { value: name })}>
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </>
  );
}
