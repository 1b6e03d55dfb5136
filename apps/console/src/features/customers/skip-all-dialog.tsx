import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { useFormat } from '../../shared/use-format.ts';
import classes from './dialogs.module.css';
import { useChangeCustomers } from './use-change-customers.ts';

/** Asks before every new customer is marked ready: there is no way back to "new". */
export function SkipAllDialog({ count, onClose }: { count: number; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const skip = useChangeCustomers('skip', onClose);
  return (
    <Dialog title={t('customers.skipAllTitle')} onClose={onClose}>
      <div className={classes.form}>
        <p className={classes.text}>{t('customers.skipAllText', { count, formatted: format.number(count) })}</p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button data-autofocus loading={skip.isPending} onClick={() => skip.mutate(undefined)}>
            {t('customers.skip')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
