import type { NotificationRule } from '@licet/contract';
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import { GroupField } from '../groups/group-field.tsx';
import { groupName } from '../groups/group-name.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { ConditionFields } from './condition-fields.tsx';
import { useRuleChange } from './notifications-queries.ts';
import { bodyOf, isComplete, type RuleDraft } from './rule-draft.ts';
import { isOfAccounts } from './rule-words.ts';

interface Props {
  /** Absent: a new one is made. */
  rule?: NotificationRule;
  start: RuleDraft;
  /** With the secret of its webhook, when that is new. */
  onSaved: (webhookSecret: string | null) => void;
  onClose: () => void;
}

export function RuleForm({ rule, start, onSaved, onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const [draft, setDraft] = useState(start);
  const fixed = rule !== undefined && !rule.can.change;
  const change = (next: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...next }));
  const save = useRuleChange(
    () => {
      const body = bodyOf(draft);
      if (!rule) return call(doors.notificationRules.create, { body });
      return call(doors.notificationRules.change, { params: { id: rule.id }, body: { ...body, newWebhookSecret: draft.newSecret } });
    },
    ({ name, webhookSecret }) => {
      notifyDone(rule ? t('notifications.changed', { name }) : t('notifications.created', { name }));
      onSaved(webhookSecret);
    },
  );
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      {fixed && <p className={form.text}>{t('notifications.needsRights')}</p>}
      {rule && !fixed && rule.owner !== me.user.login && <p className={form.text}>{t('notifications.becomesYours')}</p>}
      <TextInput
        data-autofocus
        label={t('notifications.columns.name')}
        required
        withAsterisk={false}
        maxLength={100}
        disabled={fixed}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <ConditionFields draft={draft} disabled={fixed} onChange={change} />
      {!isOfAccounts(draft.kind) && (
        <GroupField
          label={t('notifications.watches')}
          description={t('notifications.watchesText')}
          value={draft.group.id}
          name={groupName(draft.group, t)}
          disabled={fixed || !holds(me, 'groups-and-computers')}
          onChange={(id) => change({ group: { id, kind: 'plain', name: '' } })}
        />
      )}
      <ChannelFields rule={rule} draft={draft} disabled={fixed} onChange={change} />
      <Checkbox
        label={t('notifications.on')}
        disabled={fixed}
        checked={draft.enabled}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
      {save.error && <ProblemNote error={save.error} />}
      <div className={form.buttons}>
        <Button variant="default" onClick={onClose}>
          {fixed ? t('common.close') : t('common.cancel')}
        </Button>
        {!fixed && (
          <ActButton type="submit" disabled={!isComplete(draft)} loading={save.isPending}>
            {rule ? t('notifications.save') : t('notifications.create')}
          </ActButton>
        )}
      </div>
    </form>
  );
}

interface ChannelProps {
  rule: NotificationRule | undefined;
  draft: RuleDraft;
  disabled: boolean;
  onChange: (change: Partial<RuleDraft>) => void;
}

function ChannelFields({ rule, draft, disabled, onChange }: ChannelProps) {
  const { t } = useTranslation();
  return (
    <>
      <Textarea
        size="xs"
        label={t('notifications.recipients')}
        description={t('notifications.recipientsText')}
        autosize
        minRows={1}
        maxRows={5}
        disabled={disabled}
        value={draft.recipients}
        onChange={(event) => onChange({ recipients: event.currentTarget.value })}
      />
      <TextInput
        type="url"
        label={t('notifications.webhook')}
        description={t('notifications.webhookText')}
        disabled={disabled}
        value={draft.webhookUrl}
        onChange={(event) => onChange({ webhookUrl: event.currentTarget.value })}
      />
      {rule?.webhookUrl && draft.webhookUrl.trim() !== '' && !disabled && (
        <Checkbox
          label={t('notifications.newSecret')}
          description={t('notifications.newSecretText')}
          checked={draft.newSecret}
          onChange={(event) => onChange({ newSecret: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
