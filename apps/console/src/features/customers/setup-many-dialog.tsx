import type { Customer } from '@licet/contract';
import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { useFormat } from '../../shared/use-format.ts';
import classes from './dialogs.module.css';
import { LacksNote } from './lacks-note.tsx';
import { unfitFor } from './setup-dialog.tsx';
import { useRefreshCustomers } from './use-change-customers.ts';
import { languages, proposeLogins } from './wish.ts';

interface Props {
  customers: Customer[];
  onClose: () => void;
}

/** The setup of many customers at once: logins are proposed and can be changed; passwords are made up. */
export function SetupManyDialog({ customers, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const refresh = useRefreshCustomers();
  const [fit] = useState(() => customers.filter((one) => one.lacks.length === 0 && unfitFor(one) === null));
  const [logins, setLogins] = useState(() => proposeLogins(fit));
  const [withUser, setWithUser] = useState(true);
  const [withInstaller, setWithInstaller] = useState(true);
  const [language, setLanguage] = useState<(typeof languages)[number]>(format.language);
  const start = useMutation({
    mutationFn: () =>
      call(doors.customers.setUp, {
        body: {
          customers: fit.map(({ id, name }) => ({
            companyId: id,
            user: withUser ? { login: logins.get(id)?.trim() ?? '', language } : null,
            installer: withInstaller ? { name: t('setup.installerName', { name }).slice(0, 200) } : null,
          })),
        },
      }),
    onSuccess: ({ id }) => {
      refresh();
      void navigate({ to: '/setups/$setupId', params: { setupId: id } });
    },
  });
  const lacks = customers.flatMap((one) => one.lacks);
  const unfit = customers.filter((one) => unfitFor(one) !== null);
  const empty = withUser && [...logins.values()].some((login) => login.trim() === '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate();
  };
  return (
    <Dialog
      title={t('setup.manyTitle', { count: fit.length, formatted: format.number(fit.length) })}
      size={680}
      leavable={false}
      onClose={onClose}
    >
      <form className={classes.form} onSubmit={submit}>
        <LacksNote lacks={[...new Map(lacks.map((one) => [JSON.stringify(one), one])).values()]} />
        {unfit.length > 0 && (
          <p className={classes.text}>{t('setup.leftOut', { count: unfit.length, names: format.list(unfit.map((one) => one.name)) })}</p>
        )}
        <div className={classes.two}>
          <Checkbox
            checked={withUser}
            onChange={(event) => setWithUser(event.currentTarget.checked)}
            label={t('setup.withUser')}
            description={t('setup.madePasswordText')}
          />
          <Checkbox
            checked={withInstaller}
            onChange={(event) => setWithInstaller(event.currentTarget.checked)}
            label={t('setup.withInstaller')}
            description={t('setup.manyInstallerText')}
          />
        </div>
        {withUser && fit.length > 0 && (
          <>
            <Select
              size="sm"
              label={t('frame.language')}
              allowDeselect={false}
              value={language}
              data={languages.map((value) => ({ value, label: t(`languageNames.${value}`) }))}
              onChange={(value) => setLanguage(value === 'pl' ? 'pl' : 'en')}
            />
            <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('setup.logins')}>
              <div className={classes.logins}>
                <strong>{t('customers.columns.name')}</strong>
                <strong>{t('setup.login')}</strong>
                {fit.map(({ id, name }) => (
                  <LoginRow
                    key={id}
                    name={name}
                    login={logins.get(id) ?? ''}
                    onChange={(login) => setLogins((before) => new Map(before).set(id, login))}
                  />
                ))}
              </div>
            </div>
          </>
        )}
        {start.error && <ProblemNote error={start.error} stillHolds={t('setup.nothingMade')} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={fit.length === 0 || empty || (!withUser && !withInstaller)} loading={start.isPending}>
            {t('customers.setUp')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function LoginRow({ name, login, onChange }: { name: string; login: string; onChange: (login: string) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <span>{name}</span>
      <TextInput
        aria-label={t('setup.loginOf', { name })}
        autoComplete="off"
        maxLength={200}
        value={login}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </>
  );
}
