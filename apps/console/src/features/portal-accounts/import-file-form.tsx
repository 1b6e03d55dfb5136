import type { Answer, PortalAccount, portalAccounts } from '@licet/contract';
import { Button, Checkbox, FileInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import classes from './account-dialogs.module.css';
import { FileFacts } from './file-facts.tsx';
import { type FileSummary, summarize } from './file-summary.ts';

interface Props {
  /** The account that a newer file is wanted of; any where it is not given. */
  account?: PortalAccount;
  onClose: () => void;
  onDone: (imported: Answer<typeof portalAccounts.import>) => void;
}

interface Chosen {
  content: Record<string, unknown>;
  /** Null for a file that the server may know what is wrong with. */
  summary: FileSummary | null;
}

/** Takes a snapshot file: chosen, looked at, and handed to the server, which checks it as it checks a portal. */
export function ImportFileForm({ account, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Chosen | 'unreadable'>();
  const [preview, setPreview] = useState(false);
  const take = useMutation({
    mutationKey: ['add-licenses'],
    mutationFn: (content: Record<string, unknown>) =>
      call(doors.portalAccounts.import, { body: content, query: { preview: preview ? 'true' : 'false' } }),
    onSuccess: (imported) => {
      for (const key of ['portal-accounts', 'session', 'overview', 'sync-runs']) void queries.invalidateQueries({ queryKey: [key] });
      onDone(imported);
    },
  });
  const file = typeof chosen === 'object' ? chosen : undefined;
  const stranger = account && file?.summary?.login && file.summary.login.toLowerCase() !== account.login.toLowerCase();
  const complaint =
    chosen === 'unreadable' ? t('importFile.unreadable') : stranger ? t('importFile.stranger', { login: account.login }) : null;
  const choose = (picked: File | null) => {
    take.reset();
    void readFile(picked).then(setChosen);
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (file) take.mutate(file.content);
      }}
    >
      <p className={classes.lead}>{account ? t('importFile.newerLead', { login: account.login }) : t('importFile.lead')}</p>
      <FileInput
        size="sm"
        label={t('importFile.file')}
        placeholder={t('importFile.choose')}
        accept=".json,application/json"
        leftSection={<IconFileImport size={16} aria-hidden />}
        error={complaint}
        onChange={choose}
      />
      {file?.summary && <FileFacts summary={file.summary} />}
      {account && (
        <Checkbox label={t('importFile.preview')} checked={preview} onChange={(event) => setPreview(event.currentTarget.checked)} />
      )}
      {take.error && <ProblemNote error={take.error} stillHolds={account ? t('importFile.unchanged') : t('link.nothingStored')} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" disabled={!file || complaint !== null} loading={take.isPending}>
          {t('importFile.confirm')}
        </Button>
      </div>
    </form>
  );
}

async function readFile(picked: File | null): Promise<Chosen | 'unreadable' | undefined> {
  if (!picked) return undefined;
  try {
    const content: unknown = JSON.parse((await picked.text()).replace(/^\uFEFF/, ''));
    if (typeof content !== 'object' || content === null || Array.isArray(content)) return 'unreadable';
    return { content: content as Record<string, unknown>, summary: summarize(content) };
  } catch {
    return 'unreadable';
  }
}
