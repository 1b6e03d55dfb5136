import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { listLicenseIds, MOST_AT_ONCE } from './list-license-ids.ts';
import type { LicenseFilter } from './search-params.ts';
import type { Selection } from './selection.ts';
import { TagField } from './tags-editor.tsx';
import classes from './tags.module.css';

interface Props {
  selection: Selection;
  filter: LicenseFilter;
  onClose: () => void;
}

/** Adds and removes tags on everything that is ticked. A ticked pool stands for its licenses that match the filter. */
export function TagsDialog({ selection, filter, onClose }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const save = useMutation({
    mutationFn: async () => {
      const inPools = await Promise.all([...selection.pools.keys()].map((poolId) => listLicenseIds({ ...filter, poolId })));
      const licenseIds = [...new Set([...(selection.all ?? []), ...selection.licenses.keys(), ...inPools.flat()])];
      let changed = 0;
      for (let from = 0; from < licenseIds.length; from += MOST_AT_ONCE) {
        const answer = await call(doors.licenses.changeTags, {
          body: { licenseIds: licenseIds.slice(from, from + MOST_AT_ONCE), add, remove },
        });
        changed += answer.changed;
      }
      return changed;
    },
    onSuccess: (changed) => {
      void queries.invalidateQueries({ queryKey: ['licenses'] });
      void queries.invalidateQueries({ queryKey: ['tags'] });
      notifyDone(t('tags.changed', { count: changed }));
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={t('tags.title')}>
      <form
        className={classes.editor}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TagField autoFocus label={t('tags.add')} tags={add} onChange={setAdd} />
        <TagField label={t('tags.remove')} tags={remove} onChange={setRemove} />
        {save.error && <ProblemNote error={save.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={add.length + remove.length === 0}>
            {t('tags.change')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
