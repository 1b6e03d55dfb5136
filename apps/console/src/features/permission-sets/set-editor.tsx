import type { PermissionSet } from '@licet/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { useMe } from '../session/session-queries.ts';
import { setQuery } from './permission-sets-queries.ts';
import { SetForm, type SetDraft } from './set-form.tsx';
import { toDraft } from './rights-draft.ts';

interface Props {
  /** Absent: a new one is made. */
  id?: string;
  /** A new one is made that begins as this one. */
  copy: boolean;
  onClose: () => void;
}

export function SetEditor({ id, copy, onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const { data, error, refetch } = useQuery({ ...setQuery(id ?? ''), enabled: id !== undefined });
  const set = copy ? undefined : data;
  const title = set ? set.name : id === undefined || copy ? t('sets.create') : t('sets.one');
  return (
    <Dialog onClose={onClose} size={820} leavable={false} title={title}>
      {error && !data && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {id !== undefined && !data && !error && <SkeletonRows rows={10} />}
      {(id === undefined || data) && (
        <SetForm
          {...(set ? { set } : {})}
          start={data ? draftOf(data, copy ? t('sets.copyOf', { name: data.name }) : data.name) : emptyDraft(me.homeGroup)}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

function draftOf(set: PermissionSet, name: string): SetDraft {
  return { name, accessGroup: set.accessGroup, groups: set.groups, rights: toDraft(set.rights) };
}

/** Where one is at home is where one's sets mostly belong and hold. */
function emptyDraft(home: { id: string; name: string }): SetDraft {
  return { name: '', accessGroup: home, groups: [home], rights: {} };
}
