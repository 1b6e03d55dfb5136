import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
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
  const rows = [...shown, ...columnIds.filter((id) => !shown.includes(id))];
  const toggle = (id: ColumnId) => onChange(shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id]);
  const move = (id: ColumnId, by: -1 | 1) => {
    const at = shown.indexOf(id);
    const without = shown.filter((one) => one !== id);
    onChange([...without.slice(0, at + by), id, ...without.slice(at + by)]);
  };
  return (
    <Popover position="bottom-end">
      <Popover.Target>
        <ActionIcon size={30} variant="default" aria-label={t('table.columns')} title={t('table.columns')}>
          <IconColumns3 size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <div className={classes.choices}>
          <div className={classes.options} role="group" aria-label={t('table.columns')}>
            {rows.map((id) => {
              const at = shown.indexOf(id);
              const name = t(`columns.${id}`);
              return (
                <div key={id} className={classes.option}>
                  {/* The first column names the row: without it nobody knows what one looks at. */}
                  <Checkbox label={name} checked={at >= 0} disabled={id === 'product'} onChange={() => toggle(id)} />
                  {at > 0 && (
                    <span>
                      <ActionIcon size={22} aria-label={t('table.moveUp', { name })} disabled={at === 1} onClick={() => move(id, -1)}>
                        <IconArrowUp size={13} />
                      </ActionIcon>
                      <ActionIcon
                        size={22}
                        aria-label={t('table.moveDown', { name })}
                        disabled={at === shown.length - 1}
                        onClick={() => move(id, 1)}
                      >
                        <IconArrowDown size={13} />
                      </ActionIcon>
                    </span>
                  )}
                </div>
              );
            })}
          </div>
          <Button variant="default" disabled={automatic} onClick={() => onChange(undefined)}>
            {t('table.automaticColumns')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
