import { Menu } from '@mantine/core';
import type { ComponentType } from 'react';
import classes from './action-item.module.css';

interface Props {
  icon: ComponentType<{ size?: number }>;
  label: string;
  /** Why it cannot be done now; false when it can. */
  refused: string | false;
  onClick: () => void;
}

/** An action of a menu. One that is refused stays reachable by keyboard, so that everybody can read why. */
export function ActionItem({ icon: Icon, label, refused, onClick }: Props) {
  return (
    <Menu.Item
      leftSection={<Icon size={16} />}
      aria-disabled={refused !== false}
      closeMenuOnClick={refused === false}
      className={classes.item}
      onClick={() => refused === false && onClick()}
    >
      <span className={classes.label}>{label}</span>
      {refused !== false && <span className={classes.reason}>{refused}</span>}
    </Menu.Item>
  );
}
