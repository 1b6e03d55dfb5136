import type { Report } from '@licet/contract';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { fieldFaults } from '../../shared/feedback/field-faults.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import { GroupField } from '../groups/group-field.tsx';
import { groupName } from '../groups/group-name.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { ColumnFields } from './column-fields.tsx';
import { FilterFields } from './filter-fields.tsx';
import { bodyOf, type FieldProps, isComplete, type ReportDraft, withTemplate } from './report-draft.ts';
import type { TemplateName } from './report-templates.ts';
import { useReportChange } from './reports-queries.ts';
import classes from './reports.module.css';
import { ScheduleFields } from './schedule-fields.tsx';
import { TemplateChoice, useTemplateNames } from './template-choice.tsx';

interface Props {
  /** Absent: a new one is made. */
  report?: Report;
  start: ReportDraft;
  /** What a new one begins with. */
  template?: TemplateName;
  onClose: () => void;
}

export function ReportForm({ report, start, template, onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const names = useTemplateNames();
  const [draft, setDraft] = useState(start);
  const [chosen, setChosen] = useState(template);
  const save = useSave(report, draft, onClose);
  const fields: FieldProps = {
    draft,
    onChange: (next) => setDraft((before) => ({ ...before, ...next })),
    faultOf: fieldFaults(save.error, t),
  };
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      {report && report.owner !== me.user.login && <p className={form.text}>{t('reports.becomesYours')}</p>}
      {chosen && (
        <TemplateChoice
          chosen={chosen}
          onChange={(next) => {
            setChosen(next);
            setDraft((before) => withTemplate(before, next, names));
          }}
        />
      )}
      <TextInput
        data-autofocus
        autoFocus={report !== undefined}
        label={t('reports.columns.name')}
        required
        withAsterisk={false}
        maxLength={100}
        error={fields.faultOf('name')}
        value={draft.name}
        onChange={(event) => fields.onChange({ name: event.currentTarget.value })}
      />
      <GroupField
        size="xs"
        label={t('columns.accessGroup')}
        description={fields.faultOf('accessGroupId') ?? t('reports.groupText')}
        value={draft.group.id}
        name={groupName(draft.group, t)}
        disabled={!holds(me, 'groups-and-computers')}
        onChange={(id) => fields.onChange({ group: { id, kind: 'plain', name: '' } })}
      />
      <FilterFields {...fields} />
      <ColumnFields {...fields} />
      <ScheduleFields {...fields} />
      <div className={classes.faults}>{save.error && <ProblemNote error={save.error} />}</div>
      <div className={`${form.buttons} ${classes.foot}`}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <ActButton
          type="submit"
          disabled={!isComplete(draft)}
          loading={save.isPending}
          refused={report?.can.change === false && t('reports.needsRights')}
        >
          {report ? t('reports.save') : t('reports.create')}
        </ActButton>
      </div>
    </form>
  );
}

function useSave(report: Report | undefined, draft: ReportDraft, onSaved: () => void) {
  const { t } = useTranslation();
  return useReportChange(
    () => {
      const body = bodyOf(draft);
      return report ? call(doors.reports.change, { params: { id: report.id }, body }) : call(doors.reports.create, { body });
    },
    ({ name }) => {
      notifyDone(report ? t('reports.changed', { name }) : t('reports.created', { name }));
      onSaved();
    },
  );
}
