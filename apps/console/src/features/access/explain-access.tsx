import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../../shared/address-text.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import form from '../../shared/form.module.css';
import type { AccessFunction } from '../../shared/words/rights.ts';
import { useGroupNames } from '../groups/use-group-names.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { explainQuery, objectKinds } from './access-queries.ts';
import { AccessWays } from './access-ways.tsx';
import classes from './access.module.css';
import { type Choice, useObjectChoices } from './object-choices.ts';

type Kind = (typeof objectKinds)[number];

/** What one has to read to name an object of the kind. */
const readBy: Record<Kind, AccessFunction> = {
  group: 'groups-and-computers',
  pool: 'licenses',
  license: 'licenses',
  computer: 'groups-and-computers',
  installer: 'installers',
  user: 'users',
  'permission-set': 'permission-sets',
  certificate: 'certificates',
  'portal-account': 'portal-accounts',
  'notification-rule': 'notifications',
  report: 'reports',
};

/** Why can this user see that object, or why not: choose it and read every way. */
export function ExplainAccess({ userId }: { userId: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const offered = objectKinds.filter((one) => holds(me, readBy[one]));
  const [kind, setKind] = useState<Kind>(offered.includes('license') ? 'license' : (offered[0] ?? 'user'));
  const [chosen, setChosen] = useState<Choice>();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 200);
  // What stands in the field once something is chosen is its name, not a search.
  const choices = useObjectChoices(kind, asked === chosen?.label ? '' : asked);
  const found = choices.data ?? [];
  const offeredObjects = chosen && !found.some(({ value }) => value === chosen.value) ? [chosen, ...found] : found;
  return (
    <div className={form.form}>
      <p className={form.text}>{t('access.explainText')}</p>
      <Select
        size="sm"
        label={t('access.kind')}
        allowDeselect={false}
        value={kind}
        data={offered.map((value) => ({ value, label: t(`objectKinds.${value}`) }))}
        onChange={(value) => {
          setKind(oneOf(value, objectKinds) ?? kind);
          setChosen(undefined);
          setText('');
        }}
      />
      <Select
        key={kind}
        size="sm"
        searchable
        clearable
        label={t('access.object')}
        placeholder={t('access.find')}
        nothingFoundMessage={t('filters.none')}
        value={chosen?.value ?? null}
        data={offeredObjects}
        filter={({ options }) => options}
        onSearchChange={setText}
        onChange={(value) => setChosen(offeredObjects.find((one) => one.value === value))}
        clearButtonProps={{ 'aria-label': t('access.clear') }}
      />
      {choices.error && <ProblemNote error={choices.error} onRetry={() => void choices.refetch()} />}
      {chosen && <Explanation userId={userId} kind={kind} objectId={chosen.value} />}
    </div>
  );
}

function Explanation({ userId, kind, objectId }: { userId: string; kind: Kind; objectId: string }) {
  const { t } = useTranslation();
  const nameOf = useGroupNames();
  const { data, error, refetch } = useQuery(explainQuery(userId, kind, objectId));
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={3} />;
  const { user, object, level, own, ways } = data;
  return (
    <section className={classes.answer} aria-live="polite">
      {level === null ? (
        <p data-seen="no">
          <IconEyeOff size={16} aria-hidden />
          {user.enabled
            ? t('access.cannot', { login: user.login, group: nameOf(object.accessGroup) })
            : t('access.disabled', { login: user.login })}
        </p>
      ) : (
        <p>
          <IconEye size={16} aria-hidden />
          {t('access.can', { login: user.login, level: t(`levels.${level}`), group: nameOf(object.accessGroup) })}
        </p>
      )}
      {own && <span>{t('access.own')}</span>}
      <AccessWays ways={ways} />
    </section>
  );
}
