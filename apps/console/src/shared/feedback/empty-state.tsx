import type { ComponentType, ReactNode } from 'react';
import classes from './feedback.module.css';

interface Props {
  icon: ComponentType<{ size?: number; stroke?: number }>;
  title: string;
  /** What this place is for, or why there is nothing in it. */
  text: string;
  /** The first step. */
  children?: ReactNode;
}

export function EmptyState({ icon: Icon, title, text, children }: Props) {
  return (
    <div className={classes.empty}>
      <Icon size={32} stroke={1.4} />
      <h2>{title}</h2>
      <p>{text}</p>
      {children && <div className={classes.emptyActions}>{children}</div>}
    </div>
  );
}
