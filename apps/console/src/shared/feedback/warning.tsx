import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from '../form.module.css';

/** What one should know before going on. */
export function Warning({ children }: { children: ReactNode }) {
  return (
    <p className={classes.warning} role="status">
      <IconAlertTriangle size={16} aria-hidden />
      <span>{children}</span>
    </p>
  );
}
