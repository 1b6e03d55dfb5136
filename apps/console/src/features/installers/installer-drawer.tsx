import { useQuery } from '@tanstack/react-query';
import { IconBan, IconPencil, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { Facts } from '../../shared/facts.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { later } from '../../shared/later.tsx';
import { SidePanel } from '../../shared/side-panel.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { WhoButton } from '../access/who-button.tsx';
import { groupName } from '../groups/group-name.ts';
import { InstallerDownload } from './installer-download.tsx';
import classes from './installer-drawer.module.css';
import { InstallerState } from './installer-state.tsx';
import { Repoint } from './repoint.tsx';
import { useEndWords, useLicenseWords, Uses } from './installer-words.tsx';
import { installerQuery } from './installers-queries.ts';

const EditInstallerDialog = later(async () => (await import('./edit-installer-dialog.tsx')).EditInstallerDialog);
const RotateDialog = later(async () => (await import('./rotate-dialog.tsx')).RotateDialog);
const RevokeDialog = later(async () => (await import('./revoke-dialog.tsx')).RevokeDialog);

export function InstallerDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const endWords = useEndWords();
  const licenseWords = useLicenseWords();
  const [dialog, setDialog] = useState<'edit' | 'rotate' | 'revoke'>();
  const { data, error, refetch } = useQuery(installerQuery(id));
  const leave = () => setDialog(undefined);
  const end = data && endWords(data);
  const license = data && licenseWords(data);
  return (
    <SidePanel
      label={t('installers.one')}
      title={data?.name ?? t('installers.one')}
      closeLabel={t('installers.close')}
      note={data && <InstallerState state={data.state} />}
      onClose={onClose}
    >
      {error && !data && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={10} />}
      {data && end && license && (
        <div className={classes.sections}>
          {data.state === 'broken' && data.breakage && (
            <div className={classes.broken} role="status">
              <strong>{t(`breakages.${data.breakage}`)}</strong>
              {data.successor ? <Repoint installer={data} successor={data.successor} /> : <p>{t('installers.brokenText')}</p>}
            </div>
          )}
          {data.graceUntil && data.state !== 'broken' && Date.parse(data.graceUntil) > Date.now() && (
            <div className={classes.broken} role="status">
              {t('installers.grace', { at: format.moment(data.graceUntil) })}
            </div>
          )}
          <InstallerDownload installer={data} />
          <section>
            <h3>{t('drawer.facts')}</h3>
            <Facts
              rows={[
                [t('installers.columns.group'), groupName(data.group, t)],
                [t('installers.columns.keptIn'), groupName(data.accessGroup, t)],
                [t('installers.columns.license'), license.note ? `${license.name} · ${license.note}` : license.name],
                [t('installers.columns.uses'), <Uses key="uses" installer={data} />],
                [t('installers.columns.ends'), `${end.at} (${end.by})`],
                [t('installers.ownEnd'), data.expiresAt ? format.moment(data.expiresAt) : t('installers.noEnd')],
                [t('installers.authority'), data.authority.name],
                [
                  t('installers.made'),
                  data.createdBy
                    ? t('installers.madeBy', { at: format.moment(data.createdAt), user: data.createdBy })
                    : format.moment(data.createdAt),
                ],
              ]}
            />
          </section>
          <section>
            <h3>{t('installers.tokens')}</h3>
            <ul className={classes.tokens}>
              {data.tokens.map((token) => (
                <li key={token.id}>
                  <span>{t('installers.tokenFrom', { at: format.moment(token.createdAt) })}</span>
                  <span>
                    <TokenEnd until={token.validUntil} />
                  </span>
                </li>
              ))}
            </ul>
            <div className={classes.actions}>
              {data.can.change && (
                <ActButton variant="default" leftSection={<IconRefresh size={15} />} onClick={() => setDialog('rotate')}>
                  {t('installers.rotate')}
                </ActButton>
              )}
              {data.can.change && (
                <ActButton variant="default" leftSection={<IconPencil size={15} />} onClick={() => setDialog('edit')}>
                  {t('installers.edit')}
                </ActButton>
              )}
              <WhoButton kind="installer" id={data.id} name={data.name} />
              {data.can.revoke && (
                <ActButton variant="default" c="var(--bad)" leftSection={<IconBan size={15} />} onClick={() => setDialog('revoke')}>
                  {t('installers.revoke')}
                </ActButton>
              )}
            </div>
          </section>
        </div>
      )}
      {data && dialog === 'edit' && <EditInstallerDialog installer={data} onClose={leave} />}
      {data && dialog === 'rotate' && <RotateDialog installer={data} onClose={leave} />}
      {data && dialog === 'revoke' && <RevokeDialog installer={data} onClose={leave} />}
    </SidePanel>
  );
}

function TokenEnd({ until }: { until: string | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (until === null) return t('installers.tokenNow');
  const at = format.moment(until);
  return Date.parse(until) > Date.now() ? t('installers.tokenUntil', { at }) : t('installers.tokenEnded', { at });
}
