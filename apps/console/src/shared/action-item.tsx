import { Menu } from '@mantine/core';
import type { ComponentType } from 'react';
import classes from './action-item.module.css';
import { useReadOnly } from './read-only.ts';

interface Props {
  icon: ComponentType<{ size?: number }>;
  label: string;
  /** Why it cannot be done now; false when it can. */
  refused: string | false;
  /** It changes nothing, so it can be done while nothing can be changed. */
  looks?: boolean;
  onClick: () => void;
}

/** An action of a menu. One that is refused stays reachable by keyboard, so that everybody can read why. */
export function ActionItem({ icon: Icon, label, refused: refusedHere, looks = false, onClick }: Props) {
  const readOnly = useReadOnly();
  const refused = (!looks && readOnly) || refusedHere;
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
