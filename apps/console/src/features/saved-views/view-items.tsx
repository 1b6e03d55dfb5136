import type { SavedView } from '@licet/contract';
import { Menu } from '@mantine/core';
import { IconCheck, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { groupName } from '../groups/group-name.ts';
import classes from './views-menu.module.css';

interface Props {
  views: SavedView[];
  chosen: SavedView | undefined;
  onChoose: (view: SavedView) => void;
  onNone: () => void;
}

/** One's own views and those that others share, the chosen one ticked; above them the screen without a view. */
export function ViewItems({ views, chosen, onChoose, onNone }: Props) {
  const { t } = useTranslation();
  const parts = [
    { label: t('views.own'), list: views.filter((view) => view.own) },
    { label: t('views.shared'), list: views.filter((view) => !view.own) },
  ];
  return (
    <div className={classes.views}>
      <ViewItem name={t('views.none')} chosen={chosen === undefined} onClick={onNone} />
      {parts
        .filter(({ list }) => list.length > 0)
        .map(({ label, list }) => (
          <div key={label} role="group" aria-label={label}>
            <Menu.Label aria-hidden>{label}</Menu.Label>
            {list.map((view) => (
              <ViewItem
                key={view.id}
                name={view.name}
                shared={view.sharedIn ? t('views.sharedIn', { group: groupName(view.sharedIn, t) }) : undefined}
                chosen={view === chosen}
                onClick={() => onChoose(view)}
              />
            ))}
          </div>
        ))}
    </div>
  );
}

function ViewItem({ name, shared, chosen, onClick }: { name: string; shared?: string | undefined; chosen: boolean; onClick: () => void }) {
  return (
    <Menu.Item
      aria-current={chosen}
      leftSection={<IconCheck size={16} className={chosen ? undefined : classes.blank} />}
      rightSection={shared && <IconUsers size={14} className={classes.mark} aria-hidden />}
      {...(shared ? { title: shared, 'aria-description': shared } : {})}
      onClick={onClick}
    >
      <span className={classes.item}>{name}</span>
    </Menu.Item>
  );
}
