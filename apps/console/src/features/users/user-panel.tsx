import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../../shared/address-text.ts';
import { Facts } from '../../shared/facts.tsx';
import { Warning } from '../../shared/feedback/warning.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { UNKNOWN } from '../../shared/format.ts';
import { SidePanel } from '../../shared/side-panel.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { ExplainAccess } from '../access/explain-access.tsx';
import { WhoButton } from '../access/who-button.tsx';
import { useGroupNames } from '../groups/use-group-names.ts';
import type { UserDetails } from './held-rights.tsx';
import { HeldRights } from './held-rights.tsx';
import { type UserSearch, userTabs } from './search-params.ts';
import { UserActions } from './user-actions.tsx';
import { SignsIn } from './user-table.tsx';
import classes from './users.module.css';
import { userQuery } from './users-queries.ts';

interface Props {
  id: string;
  tab: UserSearch['tab'];
  onTab: (tab: UserSearch['tab']) => void;
  onClose: () => void;
}

/** One user beside the list: what is known, every right held, and why something is in sight. */
export function UserPanel({ id, tab, onTab, onClose }: Props) {
  const { t } = useTranslation();
  const { data: user, error, refetch } = useQuery(userQuery(id));
  return (
    <SidePanel
      label={t('users.one')}
      title={user?.login ?? t('users.one')}
      note={user?.name}
      closeLabel={t('users.close')}
      onClose={onClose}
      tools={
        <>
          {user && <UserActions user={user} onRemoved={onClose} />}
          <SegmentedControl
            fullWidth
            aria-label={t('drawer.parts')}
            value={tab ?? 'details'}
            onChange={(value) => onTab(oneOf(value, userTabs))}
            data={[
              { value: 'details', label: t('users.tabs.details') },
              { value: 'rights', label: t('users.tabs.rights') },
              { value: 'explain', label: t('users.tabs.explain') },
            ]}
          />
        </>
      }
    >
      {error && !user && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!user && !error && <SkeletonRows rows={8} />}
      {user && tab === undefined && <Details user={user} />}
      {user && tab === 'rights' && <HeldRights rights={user.rights} />}
      {user && tab === 'explain' && <ExplainAccess userId={id} />}
    </SidePanel>
  );
}

function Details({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useGroupNames();
  return (
    <div className={classes.sections}>
      {user.reachesAll && <Warning>{t('users.reachesAllText')}</Warning>}
      {user.homeUnlinked && <Warning>{t('users.homeUnlinkedText')}</Warning>}
      <Facts
        rows={[
          [t('users.columns.homeGroup'), nameOf(user.homeGroup)],
          [t('users.columns.permissionSets'), user.permissionSets.map((set) => set.name).join(', ') || UNKNOWN],
          [t('users.columns.tags'), user.tags.join(', ') || UNKNOWN],
          [t('users.columns.signsIn'), <SignsIn key="in" user={user} />],
          [
            t('users.autoLogout'),
            user.autoLogoutMinutes === null ? t('users.autoLogoutNone') : t('users.autoLogoutAfter', { count: user.autoLogoutMinutes }),
          ],
          ...(user.mspUser ? [[t('users.madeBy'), t('users.madeBySetup')] as const] : []),
          [t('users.createdAt'), format.moment(user.createdAt)],
        ]}
      />
      <div>
        <WhoButton kind="user" id={user.id} name={user.login} />
      </div>
    </div>
  );
}
