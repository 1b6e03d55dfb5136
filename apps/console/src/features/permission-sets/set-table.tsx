import type { PermissionSet } from '@licet/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { OpenButton } from '../../shared/open-button.tsx';
import { PlainTable } from '../../shared/table/plain-table.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { ReachesAll } from '../../shared/words/reaches-all.tsx';
import { rightsInShort } from '../../shared/words/rights.ts';
import { useGroupNames } from '../groups/use-group-names.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { SetMenu } from './set-menu.tsx';
import classes from './sets.module.css';

interface Props {
  rows: PermissionSet[];
  old: boolean;
  current: string | undefined;
  onOpen: (id: string) => void;
  onCopy: (id: string) => void;
}

export function SetTable({ rows, old, current, onOpen, onCopy }: Props) {
  const { t } = useTranslation();
  return (
    <PlainTable
      label={t('places.permissionSets')}
      rows={rows}
      rowId={(set) => set.id}
      old={old}
      minWidth={900}
      current={current}
      onOpen={(set) => onOpen(set.id)}
      columns={[
        { id: 'name', title: t('sets.columns.name'), cell: (set) => <SetName set={set} onOpen={onOpen} /> },
        { id: 'groups', title: t('sets.columns.groups'), cell: (set) => <SetGroups set={set} /> },
        { id: 'rights', title: t('sets.columns.rights'), cell: (set) => rightsInShort(set.rights, t) },
        { id: 'users', title: t('sets.columns.users'), width: 130, cell: (set) => <Holders set={set} /> },
        { id: 'menu', title: '', width: 56, cell: (set) => <SetMenu set={set} onOpen={onOpen} onCopy={onCopy} /> },
      ]}
    />
  );
}

function SetName({ set, onOpen }: { set: PermissionSet; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const nameOf = useGroupNames();
  return (
    <>
      <OpenButton onClick={() => onOpen(set.id)}>{set.name}</OpenButton>
      <span className={classes.note}>{set.madeAs ? t('sets.madeBySetup') : t('sets.belongsTo', { group: nameOf(set.accessGroup) })}</span>
    </>
  );
}

/** More names than this would make one row a page. */
const GROUPS_SHOWN = 4;

function SetGroups({ set }: { set: PermissionSet }) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = set.groups.map(useGroupNames());
  const more = names.length - GROUPS_SHOWN;
  return (
    <span className={classes.groups} {...(more > 0 ? { title: format.list(names) } : {})}>
      <span>
        {names.slice(0, GROUPS_SHOWN).join(', ')}{' '}
        {more > 0 && <span className={classes.more}>{t('sets.moreGroups', { count: more })}</span>}
      </span>
      {set.reachesAll && <ReachesAll />}
    </span>
  );
}

/** The way to who holds the set. */
export function Holders({ set }: { set: PermissionSet }) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const words = t('sets.holders', { count: set.users, formatted: format.number(set.users) });
  if (set.users === 0 || !holds(me, 'users')) return words;
  return (
    <Link to="/users" search={{ set: set.id }}>
      {words}
    </Link>
  );
}
