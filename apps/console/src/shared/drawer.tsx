import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import classes from './drawer.module.css';

interface Props {
  label: string;
  title: string;
  /** What the button that closes it is called. */
  closeLabel: string;
  /** Below the title. */
  under?: ReactNode;
  /** Between the head and what scrolls. */
  tools?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** One thing of a list, beside the list, which stays usable. Escape closes it. */
export function Drawer({ label, title, closeLabel, under, tools, onClose, children }: Props) {
  useEffect(() => {
    let covered = false;
    // Looked at before anybody has answered the key: a dialog that Escape closes is gone when the key arrives here.
    const look = () => {
      covered = document.querySelector('[role="dialog"], [role="menu"]') !== null;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !covered) onClose();
    };
    addEventListener('keydown', look, true);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', look, true);
      removeEventListener('keydown', onKey);
    };
  }, [onClose]);
  return (
    <aside className={classes.drawer} aria-label={label}>
      <header className={classes.head}>
        <div>
          <h2>{title}</h2>
          {under}
        </div>
        <ActionIcon onClick={onClose} aria-label={closeLabel}>
          <IconX size={18} />
        </ActionIcon>
      </header>
      {tools && <div className={classes.tools}>{tools}</div>}
      <div className={classes.body}>{children}</div>
    </aside>
  );
}
