import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupTreeQuery } from '../groups/groups-queries.ts';
import { portalAccountsQuery } from '../portal-accounts/portal-accounts-queries.ts';
import { ChoiceList } from './choice-list.tsx';
import { productsQuery, tagsQuery } from './licenses-queries.ts';

interface Props {
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

interface ThenProps extends Props {
  /** The moment that the list is of; undefined: now. */
  asOf: string | undefined;
}

export function ProductChoices({ chosen, asOf, onChange }: ThenProps) {
  const { t } = useTranslation();
  const { data = [] } = useQuery(productsQuery(asOf));
  const choices = data.map(({ code, name, licenses }) => ({ value: code, label: name, count: licenses }));
  return <ChoiceList label={t('columns.product')} choices={choices} chosen={chosen} onChange={onChange} />;
}

export function TagChoices({ chosen, onChange }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 200);
  const { data = [] } = useQuery(tagsQuery(asked));
  const kept = chosen.filter((tag) => !text && !data.some((row) => row.tag === tag));
  const choices = [
    ...kept.map((tag) => ({ value: tag, label: tag })),
    ...data.map(({ tag, licenses }) => ({ value: tag, label: tag, count: licenses })),
  ];
  return <ChoiceList label={t('columns.tags')} choices={choices} chosen={chosen} onChange={onChange} onFind={setText} />;
}

export function GroupChoices({ chosen, asOf, onChange }: ThenProps) {
  const { t } = useTranslation();
  const { data = [] } = useQuery(groupTreeQuery('access', asOf));
  return (
    <ChoiceList
      label={t('columns.accessGroup')}
      choices={data.map(({ id, name }) => ({ value: id, label: name }))}
      chosen={chosen}
      onChange={onChange}
    />
  );
}

export function AccountChoices({ chosen, onChange }: Props) {
  const { t } = useTranslation();
  const { data = [] } = useQuery(portalAccountsQuery);
  return (
    <ChoiceList
      label={t('columns.account')}
      choices={data.map(({ id, login }) => ({ value: id, label: login }))}
      chosen={chosen}
      onChange={onChange}
    />
  );
}
