import { type ReactNode, useId } from 'react';
import classes from './overview.module.css';

interface Props {
  title: string;
  /** A link to the whole list. */
  more?: ReactNode;
  children: ReactNode;
}

export function Tile({ title, more, children }: Props) {
  const id = useId();
  return (
    <section className={classes.tile} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {more}
      </header>
      {children}
    </section>
  );
}
