import type { NotificationRule, SentReason } from '@licet/contract';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import { reasonWords } from '../../shared/words/reason-words.ts';
import { ToneMark } from '../../shared/words/tone-mark.tsx';
import classes from './notifications.module.css';

/** Sends a test by each channel and says what came of it. */
export function TestRuleDialog({ rule, onClose }: { rule: NotificationRule; onClose: () => void }) {
  const { t } = useTranslation();
  const test = useMutation({ mutationFn: () => call(doors.notificationRules.test, { params: { id: rule.id } }) });
  const results = (['mail', 'webhook'] as const).flatMap((channel) => {
    const result = test.data?.[channel];
    return result ? [{ channel, ...result }] : [];
  });
  return (
    <Dialog title={t('notifications.testTitle', { name: rule.name })} onClose={onClose}>
      <div className={form.form}>
        <p className={form.text}>{t('notifications.testText')}</p>
        <ul className={classes.results} aria-live="polite">
          {results.map(({ channel, sent, problem }) => (
            <li key={channel}>
              <Result channel={t(`notifications.channels.${channel}`)} sent={sent} problem={problem} />
            </li>
          ))}
        </ul>
        {test.error && <ProblemNote error={test.error} />}
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.close')}
          </Button>
          <Button data-autofocus loading={test.isPending} onClick={() => test.mutate()}>
            {t('notifications.testConfirm')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Result({ channel, sent, problem }: { channel: string; sent: boolean; problem: SentReason | null }) {
  const { t } = useTranslation();
  const mark = sent ? (
    <ToneMark icon={IconCircleCheck} tone="good" word={t('notifications.delivered.sent', { channel })} />
  ) : (
    <ToneMark icon={IconCircleX} tone="bad" word={t('notifications.delivered.failed', { channel })} />
  );
  return (
    <>
      {mark}
      {problem && <span className={classes.note}>{reasonWords(problem, 'says', t) ?? problem.code}</span>}
      {problem && <span className={classes.note}>{reasonWords(problem, 'remedy', t)}</span>}
    </>
  );
}
