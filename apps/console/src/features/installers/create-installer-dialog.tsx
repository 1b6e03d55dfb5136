import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { pathAbove } from '../../shared/tree/tree-model.ts';
import { GroupTree } from '../groups/group-tree.tsx';
import { useGroupTree } from '../groups/use-group-tree.ts';
import { endOfDay, InstallerFields, type InstallerValues } from './installer-fields.tsx';
import classes from './installer-form.module.css';
import { useInstallerChange } from './installers-queries.ts';

interface Props {
  /** Chosen to begin with. */
  groupId?: string | undefined;
  onClose: () => void;
  onMade: (id: string) => void;
}

export function CreateInstallerDialog({ groupId, onClose, onMade }: Props) {
  const { t } = useTranslation();
  const tree = useGroupTree('access');
  const [group, setGroup] = useState(groupId);
  const [keptIn, setKeptIn] = useState<string | null>(null);
  const [values, setValues] = useState<InstallerValues>({ name: '', shareId: null, lastDay: '', useLimit: null });
  const make = useInstallerChange(
    (target: string) =>
      call(doors.installers.create, {
        body: {
          name: values.name,
          groupId: target,
          ...(keptIn ? { accessGroupId: keptIn } : {}),
          shareId: values.shareId,
          expiresAt: endOfDay(values.lastDay),
          useLimit: values.useLimit,
        },
      }),
    (made) => {
      notifyDone(t('installers.created', { name: made.name }));
      onMade(made.id);
    },
  );
  // From where it is kept it has to reach its license: its own group, or one above.
  const places = group === undefined ? [] : [group, ...pathAbove(tree.index, group)];
  return (
    <Dialog onClose={onClose} size={600} title={t('installers.create')} leavable={values.name === ''}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (group !== undefined) make.mutate(group);
        }}
      >
        <InstallerFields groupId={group} values={values} onChange={(change) => setValues((before) => ({ ...before, ...change }))}>
          <div className={classes.field}>
            <span className={classes.label}>{t('installers.targetGroup')}</span>
            <GroupTree
              label={t('installers.targetGroup')}
              purpose="computers"
              selected={group}
              onSelect={({ id }) => {
                setGroup(id);
                setKeptIn(null);
                setValues((before) => ({ ...before, shareId: null }));
              }}
            />
          </div>
        </InstallerFields>
        <Select
          label={t('installers.columns.keptIn')}
          description={t('installers.keptInText')}
          disabled={group === undefined}
          allowDeselect={false}
          value={keptIn ?? group ?? null}
          onChange={setKeptIn}
          data={places.map((id) => ({ value: id, label: tree.index.byId.get(id)?.name ?? id }))}
        />
        {make.error && <ProblemNote error={make.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={group === undefined || values.name.trim() === ''} loading={make.isPending}>
            {t('installers.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
