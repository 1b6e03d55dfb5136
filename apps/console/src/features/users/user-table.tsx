import type { User } from '@licet/contract';
import { IconCircleCheck, IconCircleX, IconKey, IconUnlink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { OpenButton } from '../../shared/open-button.tsx';
import { PlainTable } from '../../shared/table/plain-table.tsx';
import { ReachesAll } from '../../shared/words/reaches-all.tsx';
import { useGroupNames } from '../groups/use-group-names.ts';
import classes from './users.module.css';

interface Props {
  rows: User[];
  old: boolean;
  current: string | undefined;
  onOpen: (id: string) => void;
}

export function UserTable({ rows, old, current, onOpen }: Props) {
  const { t } = useTranslation();
  const nameOf = useGroupNames();
  return (
    <PlainTable
      label={t('places.users')}
      rows={rows}
      rowId={(user) => user.id}
      old={old}
      minWidth={900}
      current={current}
      onOpen={(user) => onOpen(user.id)}
      columns={[
        {
          id: 'login',
          title: t('users.columns.login'),
          cell: (user) => <OpenButton onClick={() => onOpen(user.id)}>{user.login}</OpenButton>,
        },
        { id: 'name', title: t('users.columns.name'), cell: (user) => user.name },
        { id: 'homeGroup', title: t('users.columns.homeGroup'), cell: (user) => nameOf(user.homeGroup) },
        { id: 'permissionSets', title: t('users.columns.permissionSets'), cell: (user) => <HeldSets user={user} /> },
        { id: 'tags', title: t('users.columns.tags'), width: 130, cell: (user) => user.tags.join(', ') },
        { id: 'signsIn', title: t('users.columns.signsIn'), width: 170, cell: (user) => <SignsIn user={user} /> },
      ]}
    />
  );
}

function HeldSets({ user }: { user: User }) {
  return (
    <span className={classes.sets}>
      {user.permissionSets.map((set) => set.name).join(', ')}
      {user.reachesAll && <ReachesAll />}
    </span>
  );
}

/** Whether the user may come in, and what waits for whoever does. */
export function SignsIn({ user }: { user: User }) {
  const { t } = useTranslation();
  const Icon = !user.enabled ? IconCircleX : user.mustChangePassword ? IconKey : IconCircleCheck;
  const word = !user.enabled ? t('users.disabled') : user.mustChangePassword ? t('users.owesPassword') : t('users.enabled');
  return (
    <span className={classes.signsIn} data-state={user.enabled ? 'on' : 'off'}>
      <Icon size={15} aria-hidden />
      {word}
      {user.homeUnlinked && (
        <span className={classes.flag} title={t('users.homeUnlinkedText')}>
          <IconUnlink size={14} aria-hidden />
          {t('users.homeUnlinked')}
        </span>
      )}
    </span>
  );
}
