import type { Setup } from '@licet/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconDownload, IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { credentialsCsv } from './credentials-csv.ts';
import { setupQuery } from './customers-queries.ts';
import cards from '../../shared/cards-page.module.css';

/** Made-up passwords, handed out once as a file. */
export function CredentialsBand({ batch }: { batch: Setup }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const take = useMutation({
    mutationFn: () => call(doors.setups.credentials, { params: { id: batch.id } }),
    onSuccess: (rows) => {
      const head = [t('customers.columns.name'), t('setup.login'), t('session.password')] as const;
      save(`credentials-${batch.id}.csv`, credentialsCsv(head, rows));
      void queries.invalidateQueries({ queryKey: setupQuery(batch.id).queryKey });
    },
  });
  const count = batch.steps.filter((step) => step.passwordWaits).length;
  return (
    <section className={cards.band} aria-labelledby="credentials">
      <h2 id="credentials">
        <IconKey size={18} aria-hidden />
        {t('credentials.title', { count, formatted: format.number(count) })}
      </h2>
      <p>{t('credentials.text')}</p>
      {take.error && <ProblemNote error={take.error} />}
      <ActButton leftSection={<IconDownload size={15} />} loading={take.isPending} onClick={() => take.mutate()}>
        {t('credentials.download')}
      </ActButton>
    </section>
  );
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers begin to read it only after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
