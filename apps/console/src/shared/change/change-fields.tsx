import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../use-format.ts';
import classes from './change-fields.module.css';
import { changedFields, fieldWord, valueWords } from './change-values.ts';

type Values = Record<string, unknown> | null;

/** A change as "before → after", a line for each field. */
export function ChangeFields({ before, after }: { before: Values; after: Values }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={classes.fields}>
      {changedFields(before, after).map((field) => (
        <li key={field}>
          <span className={classes.name}>{fieldWord(field, t)}</span>
          {before && (
            <>
              <span className={classes.before}>{valueWords(field, before[field], t, format)}</span>
              {after && <IconArrowRight size={13} role="img" aria-label={t('common.becomes')} />}
            </>
          )}
          {after && <span className={classes.after}>{valueWords(field, after[field], t, format)}</span>}
        </li>
      ))}
    </ul>
  );
}
