import type { PortalAccount } from '@licet/contract';
import { Button, Checkbox, Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import classes from './account-dialogs.module.css';
import { useChangeAccount } from './use-change-account.ts';

interface Props {
  account: PortalAccount;
  onClose: () => void;
}

const policies = ['under-threshold', 'ask', 'apply'] as const;

/** What a run may do with its plan without asking, and how the account's licenses are pooled. */
export function PolicyDialog({ account, onClose }: Props) {
  const { t } = useTranslation();
  const [policy, setPolicy] = useState(account.policy);
  const [pooling, setPooling] = useState(account.pooling);
  const [managedTags, setManagedTags] = useState(account.managedTags);
  const change = useChangeAccount(account.id, () => {
    notifyDone(t('accounts.policyChanged'));
    onClose();
  });
  return (
    <Dialog onClose={onClose} size={520} title={t('accounts.changePolicy')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ policy, managedTags, ...(pooling === account.pooling ? {} : { pooling }) });
        }}
      >
        <Radio.Group
          label={t('accounts.policy')}
          value={policy}
          onChange={(value) => setPolicy(policies.find((one) => one === value) ?? policy)}
        >
          <div className={classes.radios}>
            {policies.map((value) => (
              <Radio key={value} value={value} label={t(`policies.${value}`)} description={t(`policyTexts.${value}`)} />
            ))}
          </div>
        </Radio.Group>
        <Radio.Group
          label={t('link.pooling')}
          value={pooling}
          onChange={(value) => setPooling(value === 'account' ? 'account' : 'company')}
        >
          <div className={classes.radios}>
            {(['company', 'account'] as const).map((value) => (
              <Radio key={value} value={value} label={t(`poolings.${value}`)} description={t(`poolingTexts.${value}`)} />
            ))}
          </div>
        </Radio.Group>
        <Checkbox
          label={t('accounts.managedTags')}
          description={t('accounts.managedTagsText')}
          checked={managedTags}
          onChange={(event) => setManagedTags(event.currentTarget.checked)}
        />
        {change.error && <ProblemNote error={change.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('accounts.savePolicy')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
