import { Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import { type Mail, mailQuery } from './settings-queries.ts';
import classes from './settings.module.css';
import { TestMail } from './test-mail.tsx';

const securities = ['starttls', 'tls', 'none'] as const;
/** The usual port of each. */
const ports = { starttls: 587, tls: 465, none: 25 };

const empty = { host: '', port: 587 as number | '', security: 'starttls' as (typeof securities)[number], login: '', sender: '' };

/** The mail server that notifications go out by. */
export function MailSettings({ mail }: { mail: Mail }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const stored = mail.settings;
  const [draft, setDraft] = useState(stored ? { ...stored, port: stored.port as number | '', login: stored.login ?? '' } : empty);
  const [password, setPassword] = useState('');
  const locked = !mail.can.change;
  const change = (next: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...next }));
  const save = useMutation({
    mutationFn: () =>
      call(doors.mail.change, {
        body: { ...draft, port: Number(draft.port), login: draft.login.trim() || null, ...(password ? { password } : {}) },
      }),
    onSuccess: (saved) => {
      setPassword('');
      queries.setQueryData(mailQuery.queryKey, saved);
      void queries.invalidateQueries({ queryKey: ['audit'] });
      notifyDone(t('mail.saved'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <section className={classes.section} aria-labelledby="mail-settings">
      <h2 id="mail-settings">{t('mail.title')}</h2>
      <p>{stored ? t('mail.text') : t('mail.noneText')}</p>
      <form className={form.form} onSubmit={submit}>
        <div className={form.pair}>
          <TextInput
            label={t('mail.host')}
            required
            withAsterisk={false}
            maxLength={255}
            disabled={locked}
            value={draft.host}
            onChange={(event) => change({ host: event.currentTarget.value })}
          />
          <TextInput
            type="number"
            label={t('mail.port')}
            required
            withAsterisk={false}
            min={1}
            max={65_535}
            step={1}
            disabled={locked}
            value={draft.port}
            onChange={(event) => change({ port: event.currentTarget.value === '' ? '' : Number(event.currentTarget.value) })}
          />
        </div>
        <Select
          label={t('mail.security')}
          description={t(`mail.securityTexts.${draft.security}`)}
          allowDeselect={false}
          disabled={locked}
          value={draft.security}
          data={securities.map((value) => ({ value, label: t(`mail.securities.${value}`) }))}
          onChange={(value) => {
            const security = securities.find((one) => one === value) ?? draft.security;
            // A port of one's own stays.
            const usual = draft.port === ports[draft.security];
            change({ security, ...(usual ? { port: ports[security] } : {}) });
          }}
        />
        <div className={form.pair}>
          <TextInput
            label={t('mail.login')}
            description={t('mail.loginText')}
            autoComplete="off"
            maxLength={320}
            disabled={locked}
            value={draft.login}
            onChange={(event) => change({ login: event.currentTarget.value })}
          />
          <TextInput
            type="password"
            label={t('mail.password')}
            description={stored?.login ? t('mail.passwordStays') : t('mail.passwordText')}
            autoComplete="new-password"
            maxLength={1000}
            disabled={locked || draft.login.trim() === ''}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </div>
        <TextInput
          type="email"
          label={t('mail.sender')}
          description={t('mail.senderText')}
          required
          withAsterisk={false}
          maxLength={320}
          disabled={locked}
          value={draft.sender}
          onChange={(event) => change({ sender: event.currentTarget.value })}
        />
        {locked && <p>{t('settings.readOnly')}</p>}
        {save.error && <ProblemNote error={save.error} />}
        {!locked && (
          <div className={classes.buttons}>
            <ActButton type="submit" loading={save.isPending}>
              {t('settings.save')}
            </ActButton>
            {stored && <RemoveMail onDone={() => setDraft(empty)} />}
          </div>
        )}
      </form>
      {stored && !locked && <TestMail />}
    </section>
  );
}

function RemoveMail({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call(doors.mail.remove),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: mailQuery.queryKey });
      notifyDone(t('mail.removed'));
      onDone();
    },
  });
  return (
    <ActButton variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
      {t('mail.remove')}
    </ActButton>
  );
}
