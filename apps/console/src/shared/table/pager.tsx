import { ActionIcon, Select } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../use-format.ts';
import classes from './pager.module.css';

interface Props {
  page: number;
  size: number;
  total: number;
  onPage: (page: number) => void;
  sizes?: readonly number[];
  onSize?: (size: number) => void;
}

/** Which rows of how many are shown, and the way to the others. */
export function Pager({ page, size, total, onPage, sizes, onSize }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const pages = Math.max(1, Math.ceil(total / size));
  const first = total === 0 ? 0 : (page - 1) * size + 1;
  const last = Math.min(total, page * size);
  return (
    <nav className={classes.pager} aria-label={t('pager.label')}>
      <span role="status">{t('pager.rows', { first: format.number(first), last: format.number(last), total: format.number(total) })}</span>
      {pages > 1 && (
        <>
          <ActionIcon variant="default" aria-label={t('pager.previous')} disabled={page <= 1} onClick={() => onPage(page - 1)}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <span>{t('pager.page', { page: format.number(page), pages: format.number(pages) })}</span>
          <ActionIcon variant="default" aria-label={t('pager.next')} disabled={page >= pages} onClick={() => onPage(page + 1)}>
            <IconChevronRight size={16} />
          </ActionIcon>
        </>
      )}
      {sizes && onSize && (
        <Select
          className={classes.size}
          aria-label={t('pager.size')}
          allowDeselect={false}
          value={String(size)}
          data={sizes.map((one) => ({ value: String(one), label: t('pager.sizeOf', { count: one }) }))}
          onChange={(value) => onSize(Number(value))}
        />
      )}
    </nav>
  );
}
