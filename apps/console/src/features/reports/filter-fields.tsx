import { MultiSelect, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import form from '../../shared/form.module.css';
import { licenseStates, licenseTypes, licenseUserKinds, uses } from '../licenses/search-params.ts';
import { TagField } from '../licenses/tags-editor.tsx';
import type { FieldProps, ReportDraft } from './report-draft.ts';
import classes from './reports.module.css';

/** Which licenses the report holds. */
export function FilterFields({ draft, onChange, faultOf }: FieldProps) {
  const { t } = useTranslation();
  const { filter } = draft;
  const set = (next: ReportDraft['filter']) => onChange({ filter: { ...filter, ...next } });
  return (
    <fieldset className={classes.part}>
      <legend>{t('reports.parts.filter')}</legend>
      <TextInput
        label={t('reports.words')}
        description={t('reports.wordsText')}
        maxLength={200}
        error={faultOf('filter.q')}
        value={filter.q ?? ''}
        onChange={(event) => set({ q: event.currentTarget.value })}
      />
      <div className={form.pair}>
        <Several
          label={t('columns.state')}
          words={licenseStates.map((value) => ({ value, label: t(`licenseStates.${value}`) }))}
          chosen={filter.state}
          onChange={(state) => set({ state })}
        />
        <Several
          label={t('columns.type')}
          words={licenseTypes.map((value) => ({ value, label: t(`licenseTypes.${value}`) }))}
          chosen={filter.type}
          onChange={(type) => set({ type })}
        />
      </div>
      <div className={form.pair}>
        <Several
          label={t('reports.userKind')}
          words={licenseUserKinds.map((value) => ({ value, label: t(`licenseUserKinds.${value}`) }))}
          chosen={filter.licenseUserKind}
          onChange={(licenseUserKind) => set({ licenseUserKind })}
        />
        <Select
          label={t('filters.names.use')}
          placeholder={t('reports.any')}
          clearable
          clearButtonProps={{ 'aria-label': t('filters.remove', { name: t('filters.names.use') }) }}
          value={filter.use ?? null}
          data={uses.map((value) => ({ value, label: t(`uses.${value}`) }))}
          onChange={(value) => set({ use: uses.find((use) => use === value) })}
        />
      </div>
      <div className={form.pair}>
        <TextInput
          label={t('reports.expiresWithin')}
          description={t('reports.expiresWithinText')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          inputMode="numeric"
          placeholder={t('reports.any')}
          error={faultOf('filter.expiresWithin')}
          value={draft.expiresWithin}
          onChange={(event) => onChange({ expiresWithin: event.currentTarget.value })}
        />
        <TagField label={t('columns.tags')} tags={filter.tag ?? []} onChange={(tag) => set({ tag })} />
      </div>
    </fieldset>
  );
}

interface SeveralProps<W extends string> {
  label: string;
  words: { value: W; label: string }[];
  chosen: W[] | undefined;
  onChange: (chosen: W[]) => void;
}

/** Several of a closed list; none of them stands for any. */
function Several<W extends string>({ label, words, chosen = [], onChange }: SeveralProps<W>) {
  const { t } = useTranslation();
  return (
    <MultiSelect
      label={label}
      placeholder={chosen.length === 0 ? t('reports.any') : ''}
      data={words}
      value={chosen}
      onChange={(values) => onChange(words.flatMap(({ value }) => (values.includes(value) ? value : [])))}
    />
  );
}
