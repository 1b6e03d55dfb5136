import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ColumnOrder } from '../../shared/table/column-order.tsx';
import classes from './filters.module.css';
import { type ColumnId, columnIds } from './search-params.ts';

interface Props {
  shown: ColumnId[];
  /** True while the columns are those that fit. */
  automatic: boolean;
  onChange: (columns: ColumnId[] | undefined) => void;
}

export function ColumnChooser({ shown, automatic, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-end">
      <Popover.Target>
        <ActionIcon size={30} variant="default" aria-label={t('table.columns')} title={t('table.columns')}>
          <IconColumns3 size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <div className={classes.choices}>
          <ColumnOrder all={columnIds} shown={shown} nameOf={(id) => t(`columns.${id}`)} first="product" onChange={onChange} />
          <Button variant="default" disabled={automatic} onClick={() => onChange(undefined)}>
            {t('table.automaticColumns')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
