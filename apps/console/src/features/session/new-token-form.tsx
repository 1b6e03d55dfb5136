import type { Answer, tokens } from '@licet/contract';
import { Button, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { dayAfter } from '../../shared/day-after.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import { useMe } from './session-queries.ts';

/** Days until a token expires, as offered; none: it does not. */
const lives = ['30', '90', '365', 'none'] as const;

export function NewTokenForm({ onMade }: { onMade: (token: Answer<typeof tokens.create>) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [name, setName] = useState('');
  const [life, setLife] = useState<string>('90');
  const [set, setSet] = useState<string | null>(null);
  const create = useMutation({
    mutationFn: () => {
      const expiresAt = life === 'none' ? null : new Date(`${dayAfter(Number(life))}T23:59:59`).toISOString();
      return call(doors.tokens.create, { body: { name, expiresAt, permissionSetId: set } });
    },
    onSuccess: (made) => {
      setName('');
      onMade(made);
    },
  });
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <TextInput
        data-autofocus
        size="sm"
        label={t('tokens.name')}
        placeholder={t('tokens.nameExample')}
        required
        withAsterisk={false}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={form.pair}>
        <Select
          size="sm"
          label={t('tokens.life')}
          allowDeselect={false}
          value={life}
          data={lives.map((value) => ({
            value,
            label: value === 'none' ? t('tokens.neverExpires') : t('tokens.days', { count: Number(value) }),
          }))}
          onChange={(value) => setLife(value ?? '90')}
        />
        <Select
          size="sm"
          label={t('tokens.carries')}
          clearable
          placeholder={t('tokens.allSets')}
          value={set}
          data={me.permissionSets.map(({ id, name: label }) => ({ value: id, label }))}
          onChange={setSet}
          clearButtonProps={{ 'aria-label': t('tokens.allSets') }}
        />
      </div>
      {create.error && <ProblemNote error={create.error} />}
      <div className={form.buttons}>
        <Button type="submit" loading={create.isPending}>
          {t('tokens.create')}
        </Button>
      </div>
    </form>
  );
}
