import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './feedback.module.css';
import { problemWords } from './problem-words.ts';

interface Props {
  error: Error;
  onRetry?: () => void;
  /** What is still true although this failed. */
  stillHolds?: string;
}

/** What failed, what still holds, what to do, and the reference that finds it in the server's log. */
export function ProblemNote({ error, onRetry, stillHolds }: Props) {
  const { t } = useTranslation();
  const note = useRef<HTMLDivElement>(null);
  // A refusal below the fold of a dialog would look like nothing happened.
  useEffect(() => void note.current?.scrollIntoView({ block: 'nearest' }), [error]);
  const { title, detail, fields, remedy, reference } = problemWords(error, t);
  return (
    <div ref={note} className={classes.problem} role="alert">
      <IconAlertTriangle size={18} aria-hidden className={classes.problemIcon} />
      <div className={classes.problemBody}>
        <strong>{title}</strong>
        {detail && <span lang={detail.lang}>{detail.text}</span>}
        {fields.map((field) => (
          <span key={field.text} lang={field.lang}>
            {field.text}
          </span>
        ))}
        {stillHolds && <span>{stillHolds}</span>}
        <span>{remedy}</span>
        {reference && <span className={classes.reference}>{t('problems.referenceIs', { reference })}</span>}
        {onRetry && (
          <Button variant="default" size="compact-xs" onClick={onRetry} className={classes.retry}>
            {t('common.tryAgain')}
          </Button>
        )}
      </div>
    </div>
  );
}
