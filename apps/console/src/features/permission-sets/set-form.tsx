import type { PermissionSet } from '@licet/contract';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { Warning } from '../../shared/feedback/warning.tsx';
import form from '../../shared/form.module.css';
import { GroupField } from '../groups/group-field.tsx';
import { GroupsField } from '../groups/groups-field.tsx';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { useRefreshUsers } from '../users/use-user-actions.ts';
import { presetFor, presetNames, type RightsDraft, toRights } from './rights-draft.ts';
import { RightsMatrix } from './rights-matrix.tsx';
import { Holders } from './set-table.tsx';
import classes from './sets.module.css';

interface Named {
  id: string;
  name: string;
}

export interface SetDraft {
  name: string;
  accessGroup: Named;
  groups: Named[];
  rights: RightsDraft;
}

/** The group that everything is in. */
const ALL_GROUP = '1';

interface Props {
  /** Absent: a new one is made. */
  set?: PermissionSet;
  start: SetDraft;
  onClose: () => void;
}

export function SetForm({ set, start, onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const refresh = useRefreshUsers();
  const [draft, setDraft] = useState(start);
  const fixed = set !== undefined && !set.can.change;
  const rights = toRights(draft.rights);
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name: draft.name,
        accessGroupId: draft.accessGroup.id,
        groupIds: draft.groups.map(({ id }) => id),
        rights,
      };
      return set ? call(doors.permissionSets.change, { params: { id: set.id }, body }) : call(doors.permissionSets.create, { body });
    },
    onSuccess: ({ name }) => {
      notifyDone(set ? t('sets.changed', { name }) : t('sets.created', { name }));
      refresh();
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const change = (next: Partial<SetDraft>) => setDraft({ ...draft, ...next });
  const noTree = fixed || !holds(me, 'groups-and-computers');
  return (
    <form className={form.form} onSubmit={submit}>
      {fixed && <p className={form.text}>{t('sets.onlyRead')}</p>}
      {set && set.users > 0 && (
        <p className={form.text}>
          {t('sets.heldNow')} <Holders set={set} />
        </p>
      )}
      <TextInput
        autoFocus
        size="sm"
        label={t('sets.columns.name')}
        required
        withAsterisk={false}
        maxLength={200}
        disabled={fixed}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <GroupsField
        label={t('sets.columns.groups')}
        description={t('sets.groupsText')}
        value={draft.groups}
        disabled={noTree}
        onChange={(groups) => change({ groups })}
      />
      {draft.groups.some(({ id }) => id === ALL_GROUP) && <Warning>{t('sets.reachesAllText')}</Warning>}
      <GroupField
        label={t('sets.accessGroup')}
        description={t('sets.accessGroupText')}
        value={draft.accessGroup.id}
        name={draft.accessGroup.name}
        disabled={noTree}
        onChange={(id) => change({ accessGroup: { id, name: '' } })}
      />
      {!fixed && (
        <div className={classes.presets} role="group" aria-label={t('sets.presets')}>
          <span>{t('sets.presets')}</span>
          {presetNames.map((name) => (
            <Button key={name} variant="default" size="compact-sm" onClick={() => change({ rights: presetFor(name, me.rights) })}>
              {t(`presets.${name}`)}
            </Button>
          ))}
        </div>
      )}
      <RightsMatrix draft={draft.rights} disabled={fixed} onChange={(next) => change({ rights: next })} />
      {save.error && <ProblemNote error={save.error} />}
      <div className={form.buttons}>
        <Button variant="default" onClick={onClose}>
          {fixed ? t('common.close') : t('common.cancel')}
        </Button>
        {!fixed && (
          <ActButton type="submit" disabled={rights.length === 0 || draft.groups.length === 0} loading={save.isPending}>
            {set ? t('sets.save') : t('sets.create')}
          </ActButton>
        )}
      </div>
    </form>
  );
}
