import { Button, Checkbox, Radio } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { type Policy, policyQuery } from './settings-queries.ts';
import classes from './settings.module.css';

const groups = ['nobody', 'administrators', 'everybody'] as const;

/** Who has to sign in with a second step. */
export function SecondStepPolicy({ policy }: { policy: Policy }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [whom, setWhom] = useState(policy.secondStepFor);
  const [trust, setTrust] = useState(policy.trustSingleSignOn);
  const locked = !policy.can.change;
  const change = useMutation({
    mutationFn: () => call(doors.signInPolicy.change, { body: { secondStepFor: whom, trustSingleSignOn: trust } }),
    onSuccess: (saved) => {
      queries.setQueryData(policyQuery.queryKey, saved);
      void queries.invalidateQueries({ queryKey: ['audit'] });
      notifyDone(t('settings.saved'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form className={classes.section} onSubmit={submit} aria-labelledby="required-second-step">
      <h2 id="required-second-step">{t('settings.title')}</h2>
      <p>{t('settings.text')}</p>
      <Radio.Group label={t('settings.whom')} value={whom} onChange={(value) => setWhom(groups.find((one) => one === value) ?? whom)}>
        <div className={classes.choices}>
          {groups.map((value) => (
            <Radio
              key={value}
              value={value}
              disabled={locked}
              label={t(`secondStepGroups.${value}`)}
              description={t(`settings.${value}Text`)}
            />
          ))}
        </div>
      </Radio.Group>
      {policy.singleSignOn && (
        <Checkbox
          label={t('settings.trust')}
          description={t('settings.trustText')}
          disabled={locked}
          checked={trust}
          onChange={(event) => setTrust(event.currentTarget.checked)}
        />
      )}
      <p>{locked ? t('settings.readOnly') : t('settings.ledText')}</p>
      {change.error && <ProblemNote error={change.error} />}
      {!locked && (
        <div>
          <Button type="submit" loading={change.isPending}>
            {t('settings.save')}
          </Button>
        </div>
      )}
    </form>
  );
}
