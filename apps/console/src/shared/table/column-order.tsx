import { ActionIcon, Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './column-order.module.css';

interface Props<C extends string> {
  all: readonly C[];
  shown: C[];
  nameOf: (column: C) => string;
  /** Always there, and first: it names the row. */
  first?: C;
  onChange: (shown: C[]) => void;
}

/** Which columns there are, by ticking, and in which order. */
export function ColumnOrder<C extends string>({ all, shown, nameOf, first, onChange }: Props<C>) {
  const { t } = useTranslation();
  const start = first === undefined ? 0 : 1;
  const rows = [...shown, ...all.filter((id) => !shown.includes(id))];
  const toggle = (id: C) => onChange(shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id]);
  const move = (id: C, by: -1 | 1) => {
    const at = shown.indexOf(id);
    const without = shown.filter((one) => one !== id);
    onChange([...without.slice(0, at + by), id, ...without.slice(at + by)]);
  };
  return (
    <div className={classes.columns} role="group" aria-label={t('table.columns')}>
      {rows.map((id) => {
        const at = shown.indexOf(id);
        const name = nameOf(id);
        return (
          <div key={id} className={classes.column}>
            <Checkbox label={name} checked={at >= 0} disabled={id === first} onChange={() => toggle(id)} />
            {at >= start && (
              <span>
                <ActionIcon size={22} aria-label={t('table.moveUp', { name })} disabled={at === start} onClick={() => move(id, -1)}>
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
  );
}
