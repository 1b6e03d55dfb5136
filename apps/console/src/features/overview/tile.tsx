import { type ReactNode, useId } from 'react';
import classes from './overview.module.css';

interface Props {
  title: string;
  /** A link to the whole list. */
  more?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

export function Tile({ title, more, wide, children }: Props) {
  const id = useId();
  return (
    <section className={classes.tile} data-wide={wide || undefined} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {more}
      </header>
      {children}
    </section>
  );
}
