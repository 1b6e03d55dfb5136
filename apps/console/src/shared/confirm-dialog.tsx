import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './confirm-dialog.module.css';
import { Dialog } from './dialog.tsx';
import { ProblemNote } from './feedback/problem-note.tsx';

interface Props {
  title: string;
  /** What it will do. */
  text: string;
  /** What it will be done to. */
  names?: string[];
  /** The word on the button. */
  verb: string;
  busy: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, text, names, verb, busy, error, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog onClose={onClose} title={title}>
      <div className={classes.content}>
        <p>{text}</p>
        {names && (
          <ul className={classes.names} tabIndex={0} aria-label={title}>
            {names.map((name, at) => (
              <li key={at}>{name}</li>
            ))}
          </ul>
        )}
        {error && <ProblemNote error={error} />}
        <div className={classes.buttons}>
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button color="red.9" loading={busy} onClick={onConfirm}>
            {verb}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
