import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconTags, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { later } from '../../shared/later.tsx';
import { notifyFailed } from '../../shared/feedback/notify.ts';
import { useFormat } from '../../shared/use-format.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import classes from './bulk-bar.module.css';
import { listLicenseIds, MOST_AT_ONCE } from './list-license-ids.ts';
import type { LicenseFilter, LicenseSearch } from './search-params.ts';
import { countSelected, nothing, type Selection } from './selection.ts';

const TagsDialog = later(async () => (await import('./tags-dialog.tsx')).TagsDialog);

interface Props {
  search: LicenseSearch;
  filter: LicenseFilter;
  total: number;
  /** Rows on this page. */
  onPage: number;
  selection: Selection;
  onSelection: (selection: Selection) => void;
}

/** How much is ticked, and what can be done with it. */
export function BulkBar({ search, filter, total, onPage, selection, onSelection }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const [tagging, setTagging] = useState(false);
  const count = countSelected(selection);
  const all = useMutation({
    mutationFn: () => listLicenseIds(filter),
    onSuccess: (ids) => onSelection({ ...nothing, all: ids }),
    onError: (error) => notifyFailed(t('selection.allFailed'), error, t),
  });
  if (count === 0) return null;
  const words =
    selection.all || selection.pools.size === 0
      ? t('selection.licenses', { count, formatted: format.number(count) })
      : selection.licenses.size === 0
        ? t('selection.pools', { count, formatted: format.number(count) })
        : t('selection.rows', { count, formatted: format.number(count) });
  const mayAskAll = search.view === 'licenses' && selection.all === null && total > onPage;
  return (
    <div className={classes.bar} role="region" aria-label={t('selection.label')}>
      <strong role="status">{words}</strong>
      {mayAskAll && total <= MOST_AT_ONCE && (
        <Button variant="subtle" loading={all.isPending} onClick={() => all.mutate()}>
          {t('selection.all', { count: total, formatted: format.number(total) })}
        </Button>
      )}
      {mayAskAll && total > MOST_AT_ONCE && (
        <span className={classes.limit}>{t('selection.tooMany', { most: format.number(MOST_AT_ONCE) })}</span>
      )}
      <span className={classes.actions}>
        {holds(me, 'licenses', 'write') && search.asOf === undefined && (
          <ActButton variant="default" leftSection={<IconTags size={15} />} onClick={() => setTagging(true)}>
            {t('actions.tags')}
          </ActButton>
        )}
        <Button variant="subtle" color="gray" leftSection={<IconX size={15} />} onClick={() => onSelection(nothing)}>
          {t('selection.clear')}
        </Button>
      </span>
      {tagging && <TagsDialog selection={selection} filter={filter} onClose={() => setTagging(false)} />}
    </div>
  );
}
