import type { ReactNode } from 'react';
import classes from './page-header.module.css';

interface Props {
  title: string;
  /** A figure or a word beside the title. */
  aside?: ReactNode;
  children?: ReactNode;
}

/** Title of a screen at the left, what can be done there at the right. */
export function PageHeader({ title, aside, children }: Props) {
  return (
    <header className={classes.header}>
      <h1>{title}</h1>
      {aside && <div className={classes.aside}>{aside}</div>}
      <div className={classes.actions}>{children}</div>
    </header>
  );
}
