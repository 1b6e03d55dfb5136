import type { LicenseRow } from '@licet/contract';
import { ActionIcon, Popover } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../shared/later.tsx';
import { useReadOnly } from '../../shared/read-only.ts';
import classes from './tags.module.css';

const TagsEditor = later(async () => (await import('./tags-editor.tsx')).TagsEditor);

/** Tags of a license; edited where they stand. */
export function TagsCell({ row }: { row: LicenseRow }) {
  const { t } = useTranslation();
  const readOnly = useReadOnly();
  const [open, setOpen] = useState(false);
  const [first, ...others] = row.tags;
  const name = row.publicId ?? row.productName;
  return (
    <span className={classes.cell} title={row.tags.join('\n')}>
      {first !== undefined && <span className={classes.tag}>{first}</span>}
      {others.length > 0 && <span className={classes.more}>{t('tags.more', { count: others.length })}</span>}
      {row.can.editTags && (
        <Popover opened={open} onChange={setOpen} width={320} position="bottom-end">
          <Popover.Target>
            <ActionIcon
              size={22}
              className={classes.edit}
              data-open={open || undefined}
              aria-label={t('tags.editOf', { name })}
              {...(readOnly === null ? {} : { 'data-disabled': true, 'aria-disabled': true, title: readOnly })}
              onClick={() => readOnly === null && setOpen(!open)}
            >
              <IconPencil size={14} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>{open && <TagsEditor row={row} onDone={() => setOpen(false)} />}</Popover.Dropdown>
        </Popover>
      )}
    </span>
  );
}
