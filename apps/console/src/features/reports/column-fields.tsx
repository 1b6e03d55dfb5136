import { Input, Select, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnOrder } from '../../shared/table/column-order.tsx';
import field from '../groups/group-field.module.css';
import type { FieldProps } from './report-draft.ts';
import { reportColumns, reportGroupings } from '../../shared/words/report-words.ts';
import classes from './reports.module.css';

/** What the report shows of its licenses: a line each, or sums. */
export function ColumnFields({ draft, onChange, faultOf }: FieldProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.part}>
      <legend>{t('reports.parts.columns')}</legend>
      <Select
        label={t('reports.sumUpBy')}
        allowDeselect={false}
        error={faultOf('groupBy')}
        value={draft.groupBy ?? 'none'}
        data={[
          { value: 'none', label: t('reports.notSummed') },
          ...reportGroupings.map((value) => ({ value, label: t(`columns.${value}`) })),
        ]}
        onChange={(value) => onChange({ groupBy: reportGroupings.find((one) => one === value) ?? null })}
      />
      <ColumnField draft={draft} onChange={onChange} faultOf={faultOf} />
    </fieldset>
  );
}

/** The columns in their order, and below them the way to change them. */
function ColumnField({ draft, onChange, faultOf }: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [open, setOpen] = useState(false);
  const nameOf = (column: (typeof reportColumns)[number]) => t(`columns.${column}`);
  const shown = draft.columns.map(nameOf).join(', ') || t('reports.noColumns');
  return (
    <Input.Wrapper
      size="xs"
      label={t('table.columns')}
      labelElement="div"
      labelProps={{ id }}
      error={faultOf('columns')}
      {...(draft.groupBy ? { description: t('reports.summedColumnsText') } : {})}
    >
      <UnstyledButton
        className={field.field}
        data-size="xs"
        aria-expanded={open}
        aria-label={t('groups.chosen', { label: t('table.columns'), name: shown })}
        onClick={() => setOpen(!open)}
      >
        <span>{shown}</span>
        <IconChevronDown size={15} aria-hidden />
      </UnstyledButton>
      {open && (
        <div className={classes.columnBox}>
          <ColumnOrder all={reportColumns} shown={draft.columns} nameOf={nameOf} onChange={(columns) => onChange({ columns })} />
        </div>
      )}
    </Input.Wrapper>
  );
}
