import type { ReactNode } from 'react';
import classes from './open-button.module.css';

/** The name in a row: pressing it opens the row. */
export function OpenButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={classes.open} onClick={onClick}>
      {children}
    </button>
  );
}
