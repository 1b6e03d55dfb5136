import type { Answer, tokens } from '@licet/contract';
import { ActionIcon } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone, notifyFailed } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import form from '../../shared/form.module.css';
import { useFormat } from '../../shared/use-format.ts';
import { NewTokenForm } from './new-token-form.tsx';
import { TokenSecret } from './token-secret.tsx';
import classes from './tokens.module.css';

const TOKENS = ['tokens'];

type Token = Answer<typeof tokens.list>[number];

/** The API tokens of the signed-in user. */
export function TokensDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [made, setMade] = useState<Answer<typeof tokens.create>>();
  const list = useQuery({ queryKey: TOKENS, queryFn: ({ signal }) => call(doors.tokens.list, { signal }) });
  const again = () => queries.invalidateQueries({ queryKey: TOKENS });
  const revoke = useMutation({
    mutationFn: (token: Token) => call(doors.tokens.revoke, { params: { id: token.id } }),
    onSuccess: (_, { name }) => {
      notifyDone(t('tokens.revoked', { name }));
      void again();
    },
    onError: (error) => notifyFailed(t('tokens.revokeFailed'), error, t),
  });
  return (
    <Dialog onClose={onClose} size={620} leavable={!made} title={t('tokens.title')}>
      <div className={form.form}>
        <p className={form.text}>{t('tokens.text')}</p>
        {list.error && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <SkeletonRows rows={2} />}
        {list.data && list.data.length > 0 && (
          <ul className={classes.tokens} aria-label={t('tokens.title')}>
            {list.data.map((token) => (
              <li key={token.id}>
                <TokenWords token={token} />
                <ActionIcon aria-label={t('tokens.revoke', { name: token.name })} onClick={() => revoke.mutate(token)}>
                  <IconTrash size={16} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        {list.data?.length === 0 && <p className={form.text}>{t('tokens.none')}</p>}
        {made ? (
          <TokenSecret token={made} onDone={() => setMade(undefined)} />
        ) : (
          <NewTokenForm
            onMade={(token) => {
              setMade(token);
              void again();
            }}
          />
        )}
      </div>
    </Dialog>
  );
}

function TokenWords({ token }: { token: Token }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div>
      <strong>{token.name}</strong>
      <span>{token.permissionSet ? t('tokens.onlySet', { set: token.permissionSet.name }) : t('tokens.allSets')}</span>
      <span>{token.expiresAt ? t('tokens.expires', { moment: format.moment(token.expiresAt) }) : t('tokens.neverExpires')}</span>
      <span>{token.lastUsedAt ? t('tokens.usedAgo', { ago: format.ago(token.lastUsedAt) }) : t('tokens.neverUsed')}</span>
    </div>
  );
}
