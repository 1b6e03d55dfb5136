import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone, notifyFailed } from '../../shared/feedback/notify.ts';
import { runQuery } from './sync-runs-queries.ts';

/** Starts a synchronization of one account or of all, and opens its run when there is one to open. */
export function useStartRun() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: { accountId?: string; preview: boolean }) => call(doors.syncRuns.start, { body }),
    onSuccess: ({ runs }, { preview }) => {
      for (const { run } of runs) queries.setQueryData(runQuery(run.id).queryKey, run);
      void queries.invalidateQueries({ queryKey: ['portal-accounts'] });
      void queries.invalidateQueries({ queryKey: ['sync-runs', 'list'] });
      const [first] = runs;
      if (!first) return notifyDone(t('syncRuns.nothingToStart'));
      if (first.joined) notifyDone(t('syncRuns.joined'));
      else notifyDone(preview ? t('syncRuns.previewStarted') : t('syncRuns.started', { count: runs.length }));
      if (runs.length === 1) void navigate({ to: '/sync-runs/$runId', params: { runId: first.run.id } });
      else void navigate({ to: '/sync-runs' });
    },
    onError: (error) => notifyFailed(t('syncRuns.startFailed'), error, t),
  });
}
