import type { SavedQuery, SavedView } from '@licet/contract';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import { GroupField } from '../groups/group-field.tsx';
import { groupName } from '../groups/group-name.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { useSaveView } from './use-view-actions.ts';

interface Props {
  /** The view whose name or sharing is changed; none when the screen is saved as a new one. */
  view?: SavedView | undefined;
  query: SavedQuery;
  onSaved: (view: SavedView) => void;
  onClose: () => void;
}

/** Names a view and says who else sees it. */
export function ViewDialog({ view, query, onSaved, onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const [name, setName] = useState(view?.name ?? '');
  const [group, setGroup] = useState(view?.sharedIn?.id ?? me.homeGroup.id);
  const [shared, setShared] = useState(Boolean(view?.sharedIn));
  const save = useSaveView((saved) => {
    onSaved(saved);
    onClose();
  });
  const title = view ? t('views.changeTitle') : t('views.saveTitle');
  // Only its owner takes a shared view back.
  const maySwitch = view ? view.own && (shared || holds(me, 'licenses', 'write')) : holds(me, 'licenses', 'write');
  const place = { shared, ...(shared ? { accessGroupId: group } : {}) };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(view ? { id: view.id, body: { name, ...place } } : { body: { name, query, ...place } });
        }}
      >
        {!view && <p className={form.text}>{t('views.saveText')}</p>}
        <TextInput
          label={t('views.name')}
          data-autofocus
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox
          label={t('views.share')}
          description={maySwitch || view?.own === false ? t('views.shareText') : t('views.shareNeedsWrite')}
          disabled={!maySwitch}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        {shared && (
          <GroupField
            label={t('views.shareIn')}
            disabled={!holds(me, 'groups-and-computers')}
            value={group}
            name={groupName(view?.sharedIn ?? me.homeGroup, t)}
            onChange={setGroup}
          />
        )}
        {save.error && <ProblemNote error={save.error} />}
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {t('views.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
