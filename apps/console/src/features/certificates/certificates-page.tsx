import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCertificate, IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { saveFile } from '../../shared/save-file.ts';
import table from '../../shared/table/list-table.module.css';
import base from '../../shared/table/table.module.css';
import { useFormat } from '../../shared/use-format.ts';
import { WhoButton } from '../access/who-button.tsx';
import { groupName } from '../groups/group-name.ts';
import classes from './certificates-page.module.css';

const columns = { name: 250, keptIn: 150, made: 160, expires: 170, computers: 110, file: 310 } as const;
const names = Object.keys(columns) as (keyof typeof columns)[];

export function CertificatesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['certificates'],
    queryFn: ({ signal }) => call(doors.certificates.list, { signal }),
  });
  return (
    <>
      <PageHeader title={t('places.certificates')} />
      <div className={classes.page}>
        <p className={classes.lead}>{t('certificates.lead')}</p>
        <div className={classes.card}>
          {error && (
            <div className={classes.fault}>
              <ProblemNote error={error} onRetry={() => void refetch()} />
            </div>
          )}
          {isPending && !error && <SkeletonRows rows={4} />}
          {data?.length === 0 && (
            <EmptyState icon={IconCertificate} title={t('certificates.emptyTitle')} text={t('certificates.emptyText')} />
          )}
          {data && data.length > 0 && (
            <div className={table.scroll} tabIndex={0} role="region" aria-label={t('places.certificates')}>
              <table
                className={`${base.table} ${table.table}`}
                style={{ minWidth: Object.values(columns).reduce((sum, one) => sum + one, 0) }}
              >
                <colgroup>
                  {names.map((name) => (
                    <col key={name} style={{ width: columns[name] }} />
                  ))}
                </colgroup>
                <thead>
                  <tr>
                    {names.map((name) => (
                      <th key={name} scope="col" data-number={name === 'computers' || undefined}>
                        {t(`certificates.columns.${name}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {data.map((one) => (
                    <tr key={one.id}>
                      <td>
                        <span className={table.cut} title={one.name}>
                          {one.name}
                        </span>
                      </td>
                      <td>
                        <span className={table.cut}>{groupName(one.accessGroup, t)}</span>
                      </td>
                      <td>{format.moment(one.createdAt)}</td>
                      <td>
                        {format.moment(one.expiresAt)}
                        <span className={table.note}>{format.ago(one.expiresAt)}</span>
                      </td>
                      <td data-number>{format.number(one.computers)}</td>
                      <td className={classes.acts}>
                        <Button
                          variant="default"
                          leftSection={<IconDownload size={15} />}
                          aria-label={t('certificates.download', { name: one.name })}
                          onClick={() => saveFile(`licet-authority-${one.id}.pem`, one.certificate)}
                        >
                          {t('certificates.pem')}
                        </Button>
                        <WhoButton kind="certificate" id={one.id} name={one.name} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </div>
      </div>
    </>
  );
}
