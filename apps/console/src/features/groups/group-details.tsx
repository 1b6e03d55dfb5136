import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconKey } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NotKept } from '../../shared/as-of/not-kept.tsx';
import { Facts } from '../../shared/facts.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { companyTypeWord } from '../../shared/words/company-type.ts';
import { WhoButton } from '../access/who-button.tsx';
import { CustomerMenu } from '../customers/customer-menu.tsx';
import { SetupMark } from '../customers/setup-mark.tsx';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import classes from './group-details.module.css';
import { GroupIcon } from './group-icon.tsx';
import { groupName } from './group-name.ts';
import { groupQuery } from './groups-queries.ts';

interface Props {
  id: string;
  /** Names of the groups above it, outermost first. */
  above: string[];
  /** The moment that it is shown as of; undefined: now. */
  asOf: string | undefined;
}

export function GroupDetails({ id, above, asOf }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const { data: group, error, refetch } = useQuery(groupQuery(id, asOf));
  if (error && !group) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!group) return <SkeletonRows rows={8} />;
  const { company, counts } = group;
  return (
    <article className={classes.details}>
      <header className={classes.head}>
        <GroupIcon kind={group.kind} size={22} />
        <div>
          <h2>{groupName(group, t)}</h2>
          {above.length > 0 && <p>{above.join(' / ')}</p>}
        </div>
        {!asOf && <WhoButton kind="group" id={group.id} name={groupName(group, t)} />}
        {company && holds(me, 'licenses') && (
          <Button
            variant="default"
            leftSection={<IconKey size={15} />}
            renderRoot={(props) => <Link to="/licenses" search={{ company: company.id, ...(asOf ? { asOf } : {}) }} {...props} />}
          >
            {t('groups.showLicenses')}
          </Button>
        )}
        {company && <CustomerMenu group={group} companyId={company.id} past={asOf !== undefined} />}
      </header>
      <ul className={classes.counts}>
        {(['groups', 'pools', 'licenses', 'users'] as const).map((name) => (
          <li key={name}>
            <strong>{counts[name] === null ? <NotKept /> : format.number(counts[name])}</strong>
            <span>{t(`groups.counts.${name}`, { count: counts[name] ?? 0 })}</span>
          </li>
        ))}
      </ul>
      <Facts
        rows={[
          [t('groups.kind'), t(`groupKinds.${group.kind}`)],
          ...(group.setup ? [[t('groups.setup'), <SetupMark key="setup" state={group.setup} />] as const] : []),
          ...(company
            ? ([
                [t('groups.companyType'), companyTypeWord(company.type, t)],
                [t('groups.companyStatus'), t(`companyStatuses.${company.status}`)],
                [t('groups.upstreamId'), <code key="upstream">{company.upstreamId}</code>],
                ...(company.customIdentifier ? [[t('groups.customIdentifier'), company.customIdentifier] as const] : []),
                ...(company.accounts.length ? [[t('groups.seenBy'), format.list(company.accounts)] as const] : []),
              ] as const)
            : []),
        ]}
      />
      {company && <p className={classes.hint}>{t('groups.mirrored')}</p>}
    </article>
  );
}
