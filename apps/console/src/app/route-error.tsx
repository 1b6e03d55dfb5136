import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ProblemNote } from '../shared/feedback/problem-note.tsx';
import classes from './frame.module.css';

/** A screen that could not be shown at all. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div className={classes.fault}>
      <ProblemNote error={error instanceof Error ? error : new Error(String(error))} onRetry={again} />
    </div>
  );
}
