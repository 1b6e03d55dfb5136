import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { later } from '../../shared/later.tsx';
import { ChoiceList } from './choice-list.tsx';
import { AccountChoices, GroupChoices, ProductChoices, TagChoices } from './filter-kinds.tsx';
import type { FilterId } from './filter-words.ts';
import classes from './filters.module.css';
import { type LicenseSearch, licenseStates, licenseTypes, licenseUserKinds, uses } from './search-params.ts';

const ExpiryChoice = later(async () => (await import('./expiry-choice.tsx')).ExpiryChoice);

interface Props {
  id: FilterId;
  search: LicenseSearch;
  onChange: (change: Partial<Record<keyof LicenseSearch, unknown>>) => void;
}

/** What can be chosen for a filter; every tick counts at once. */
export function FilterChoice({ id, search, onChange }: Props) {
  const { t } = useTranslation();
  const several = (key: keyof LicenseSearch) => (chosen: string[]) => onChange({ [key]: chosen.length ? chosen : undefined });
  switch (id) {
    case 'state': {
      const choices = licenseStates.map((value) => ({ value, label: t(`licenseStates.${value}`) }));
      return <ChoiceList label={t('filters.names.state')} choices={choices} chosen={search.state ?? []} onChange={several('state')} />;
    }
    case 'type': {
      const choices = licenseTypes.map((value) => ({ value, label: t(`licenseTypes.${value}`) }));
      return <ChoiceList label={t('filters.names.type')} choices={choices} chosen={search.type ?? []} onChange={several('type')} />;
    }
    case 'user': {
      const choices = licenseUserKinds.map((value) => ({ value, label: t(`licenseUserKinds.${value}`) }));
      return <ChoiceList label={t('filters.names.user')} choices={choices} chosen={search.user ?? []} onChange={several('user')} />;
    }
    case 'use': {
      const choices = uses.map((value) => ({ value, label: t(`uses.${value}`) }));
      return <OneOf label={t('filters.names.use')} choices={choices} chosen={search.use} onChange={(use) => onChange({ use })} />;
    }
    case 'gone': {
      const choices = (['show', 'only'] as const).map((value) => ({ value, label: t(`gone.${value}`) }));
      return <OneOf label={t('filters.names.gone')} choices={choices} chosen={search.gone} onChange={(gone) => onChange({ gone })} />;
    }
    case 'product':
      return <ProductChoices asOf={search.asOf} chosen={search.product ?? []} onChange={several('product')} />;
    case 'tag':
      return <TagChoices chosen={search.tag ?? []} onChange={several('tag')} />;
    case 'group':
      return <GroupChoices asOf={search.asOf} chosen={search.group ?? []} onChange={several('group')} />;
    case 'account':
      return <AccountChoices chosen={search.account ?? []} onChange={several('account')} />;
    case 'expires':
      return <ExpiryChoice from={search.from} to={search.to} onChange={(from, to) => onChange({ from, to })} />;
  }
}

interface OneOfProps {
  label: string;
  choices: { value: string; label: string }[];
  chosen: string | undefined;
  onChange: (value: string) => void;
}

function OneOf({ label, choices, chosen, onChange }: OneOfProps) {
  return (
    <Radio.Group aria-label={label} value={chosen ?? null} onChange={onChange}>
      <div className={classes.options}>
        {choices.map(({ value, label: name }) => (
          <Radio key={value} value={value} label={name} className={classes.option} />
        ))}
      </div>
    </Radio.Group>
  );
}
