import { Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import form from '../../shared/form.module.css';
import { addresses, type FieldProps } from './report-draft.ts';
import { weekdays } from '../../shared/words/report-words.ts';
import classes from './reports.module.css';

const everies = ['never', 'day', 'week', 'month'] as const;

/** When, to whom and in which language the report is mailed. */
export function ScheduleFields({ draft, onChange, faultOf }: FieldProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.part}>
      <legend>{t('reports.parts.schedule')}</legend>
      <div className={form.pair}>
        <Select
          label={t('reports.columns.schedule')}
          allowDeselect={false}
          value={draft.every}
          data={everies.map((value) => ({ value, label: t(`reports.every.${value}`) }))}
          onChange={(value) => onChange({ every: everies.find((one) => one === value) ?? draft.every })}
        />
        <DayField draft={draft} onChange={onChange} faultOf={faultOf} />
      </div>
      {draft.every !== 'never' && <MailFields draft={draft} onChange={onChange} faultOf={faultOf} />}
    </fieldset>
  );
}

function DayField({ draft, onChange, faultOf }: FieldProps) {
  const { t } = useTranslation();
  if (draft.every === 'week')
    return (
      <Select
        label={t('reports.weekday')}
        allowDeselect={false}
        value={String(draft.weekday)}
        data={weekdays.map((value) => ({ value, label: t(`reports.weekdays.${value}`) }))}
        onChange={(value) => onChange({ weekday: Number(value) })}
      />
    );
  if (draft.every === 'month')
    return (
      <TextInput
        type="number"
        label={t('reports.day')}
        description={t('reports.dayText')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        min={1}
        max={31}
        step={1}
        error={faultOf('schedule.day')}
        value={draft.day}
        onChange={(event) => onChange({ day: event.currentTarget.value === '' ? '' : Number(event.currentTarget.value) })}
      />
    );
  return null;
}

function MailFields({ draft, onChange, faultOf }: FieldProps) {
  const { t } = useTranslation();
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    <>
      <div className={form.pair}>
        <TextInput
          type="time"
          label={t('reports.at')}
          error={faultOf('schedule.at')}
          value={draft.at}
          onChange={(event) => onChange({ at: event.currentTarget.value.slice(0, 5) })}
        />
        <Select
          searchable
          label={t('reports.zone')}
          allowDeselect={false}
          limit={60}
          nothingFoundMessage={t('filters.none')}
          error={faultOf('schedule.zone')}
          value={draft.zone}
          data={zones.includes(draft.zone) ? zones : [draft.zone, ...zones]}
          onChange={(zone) => onChange({ zone: zone ?? draft.zone })}
        />
      </div>
      <Textarea
        size="xs"
        label={t('reports.columns.recipients')}
        description={t('reports.recipientsText')}
        autosize
        minRows={2}
        maxRows={6}
        error={recipientFault(draft.recipients, faultOf)}
        value={draft.recipients}
        onChange={(event) => onChange({ recipients: event.currentTarget.value })}
      />
      <Select
        label={t('reports.language')}
        allowDeselect={false}
        value={draft.language}
        data={[
          { value: 'en', label: 'English' },
          { value: 'pl', label: 'Polski' },
        ]}
        onChange={(value) => onChange({ language: value === 'pl' ? 'pl' : 'en' })}
      />
    </>
  );
}

/** What is wrong with the addresses, and with which of them. */
function recipientFault(text: string, faultOf: FieldProps['faultOf']): string | undefined {
  const wrong = addresses(text).flatMap((address, at) => {
    const fault = faultOf(`recipients.${at}`);
    return fault === undefined ? [] : [`${address}: ${fault}`];
  });
  return wrong.length > 0 ? wrong.join('\n') : faultOf('recipients');
}
