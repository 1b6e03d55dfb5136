import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import classes from './side-panel.module.css';

interface Props {
  label: string;
  title: ReactNode;
  /** Below the title. */
  note?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  /** What stays in place while the rest scrolls. */
  tools?: ReactNode;
  children: ReactNode;
}

/** One row of a list in full beside the list, which stays usable. Escape closes it. */
export function SidePanel({ label, title, note, closeLabel, onClose, tools, children }: Props) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    // A dialog, menu or open list takes Escape first. Asked before any of them has closed by it.
    const above =
      document.querySelector('[role="dialog"], [role="menu"]') ?? document.activeElement?.closest('input[aria-expanded="true"]');
    if (event.key === 'Escape' && !above) onClose();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listener, true);
    return () => removeEventListener('keydown', listener, true);
  }, []);
  return (
    <aside className={classes.panel} aria-label={label}>
      <header className={classes.head}>
        <div>
          <h2>{title}</h2>
          {note}
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
