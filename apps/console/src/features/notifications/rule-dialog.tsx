import { Button, CopyButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { useMe } from '../session/session-queries.ts';
import classes from './notifications.module.css';
import { ruleQuery } from './notifications-queries.ts';
import { draftOf, emptyDraft } from './rule-draft.ts';
import { RuleForm } from './rule-form.tsx';

interface Props {
  /** Absent: a new one is made. */
  id?: string;
  onClose: () => void;
}

/** Makes or changes a rule; the secret of a webhook is shown once, before the dialog ends. */
export function RuleDialog({ id, onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const [secret, setSecret] = useState<string>();
  const { data, error, refetch } = useQuery({ ...ruleQuery(id ?? ''), enabled: id !== undefined });
  const title = id === undefined ? t('notifications.create') : (data?.name ?? t('notifications.one'));
  return (
    <Dialog title={title} size={560} leavable={false} onClose={onClose}>
      {secret !== undefined && <WebhookSecret secret={secret} onDone={onClose} />}
      {secret === undefined && error && !data && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {secret === undefined && id !== undefined && !data && !error && <SkeletonRows rows={6} />}
      {secret === undefined && (id === undefined || data) && (
        <RuleForm
          {...(data && id !== undefined ? { rule: data } : {})}
          start={data && id !== undefined ? draftOf(data) : emptyDraft(me.homeGroup)}
          onSaved={(made) => (made === null ? onClose() : setSecret(made))}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

function WebhookSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <section className={classes.secret} aria-label={t('notifications.secret')}>
      <p>{t('notifications.secretOnce')}</p>
      <code>{secret}</code>
      <div className={classes.choices}>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button autoFocus leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />} onClick={copy}>
              {copied ? t('common.copied') : t('common.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={onDone}>
          {t('notifications.secretKept')}
        </Button>
      </div>
    </section>
  );
}
