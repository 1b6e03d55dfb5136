import type { ComponentType } from 'react';
import classes from './tone-mark.module.css';

interface Props {
  icon: ComponentType<{ size?: number }>;
  tone: 'good' | 'busy' | 'warn' | 'bad' | 'calm';
  word: string;
}

/** A state: icon, colour and word, so that none of them carries it alone. */
export function ToneMark({ icon: Icon, tone, word }: Props) {
  return (
    <span className={classes.mark} data-tone={tone}>
      <Icon size={15} aria-hidden />
      {word}
    </span>
  );
}
