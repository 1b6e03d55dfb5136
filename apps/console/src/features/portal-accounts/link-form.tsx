import type { Answer, portalAccounts } from '@licet/contract';
import { Button, PasswordInput, Radio, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import classes from './account-dialogs.module.css';

const kinds = ['auto', 'ema2', 'eba'] as const;
const poolings = ['company', 'account'] as const;

interface Props {
  onClose: () => void;
  onDone: (linked: Answer<typeof portalAccounts.link>) => void;
}

/** Links a portal account by its login. The check is answered here; the import then runs by itself, watched or not. */
export function LinkForm({ onClose, onDone }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [kind, setKind] = useState<(typeof kinds)[number]>('auto');
  const [pooling, setPooling] = useState<(typeof poolings)[number]>('company');
  const link = useMutation({
    mutationKey: ['add-licenses'],
    mutationFn: () => call(doors.portalAccounts.link, { body: { login, password, kind, pooling } }),
    onSuccess: (linked) => {
      for (const key of ['portal-accounts', 'session', 'overview', 'sync-runs']) void queries.invalidateQueries({ queryKey: [key] });
      onDone(linked);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    link.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <p className={classes.lead}>{t('link.lead')}</p>
      <TextInput
        data-autofocus
        size="sm"
        label={t('link.login')}
        autoComplete="off"
        required
        withAsterisk={false}
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
      />
      <PasswordInput
        size="sm"
        label={t('link.password')}
        description={t('link.passwordText')}
        autoComplete="off"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
      />
      <Select
        size="sm"
        label={t('link.kind')}
        allowDeselect={false}
        value={kind}
        onChange={(value) => setKind(kinds.find((one) => one === value) ?? 'auto')}
        data={kinds.map((value) => ({ value, label: t(`portalKinds.${value}`) }))}
      />
      <Radio.Group label={t('link.pooling')} value={pooling} onChange={(value) => setPooling(value === 'account' ? 'account' : 'company')}>
        <div className={classes.radios}>
          {poolings.map((value) => (
            <Radio key={value} value={value} label={t(`poolings.${value}`)} description={t(`poolingTexts.${value}`)} />
          ))}
        </div>
      </Radio.Group>
      {link.error && <ProblemNote error={link.error} stillHolds={t('link.nothingStored')} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={link.isPending}>
          {t('link.confirm')}
        </Button>
      </div>
    </form>
  );
}
