import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { useScope } from '../groups/use-scope.ts';
import { useMe } from '../session/session-queries.ts';
import { draftOf, emptyDraft, withTemplate } from './report-draft.ts';
import { ReportForm } from './report-form.tsx';
import { type TemplateName } from './report-templates.ts';
import { ownZone } from '../../shared/words/report-words.ts';
import { reportQuery } from './reports-queries.ts';
import { useTemplateNames } from './template-choice.tsx';

interface Props {
  /** Absent: a new one is made. */
  id?: string;
  /** What a new one begins with. */
  template?: TemplateName;
  onClose: () => void;
}

/** Makes or changes a report. */
export function ReportDialog({ id, template = 'empty', onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const names = useTemplateNames();
  const scope = useScope();
  // Whoever works for one customer makes reports of that one.
  const group = scope.groupId === undefined ? me.homeGroup : { id: scope.groupId, kind: 'plain' as const, name: scope.name ?? '' };
  const { data, error, refetch } = useQuery({ ...reportQuery(id ?? ''), enabled: id !== undefined });
  const title = id === undefined ? t('reports.create') : data ? t('reports.changeTitle', { name: data.name }) : t('reports.change');
  return (
    <Dialog title={title} size={640} leavable={false} onClose={onClose}>
      {error && !data && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {id !== undefined && !data && !error && <SkeletonRows rows={8} />}
      {id === undefined && (
        <ReportForm
          start={withTemplate(emptyDraft(group, me.user.language, ownZone()), template, names)}
          template={template}
          onClose={onClose}
        />
      )}
      {id !== undefined && data && <ReportForm report={data} start={draftOf(data, ownZone())} onClose={onClose} />}
    </Dialog>
  );
}
