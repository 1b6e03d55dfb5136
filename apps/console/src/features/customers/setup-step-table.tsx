import type { Setup } from '@licet/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { UNKNOWN } from '../../shared/format.ts';
import { useFormat } from '../../shared/use-format.ts';
import classes from './setup-page.module.css';
import { StepMark } from './step-mark.tsx';
import { StepReason } from './step-reason.tsx';

type Step = Setup['steps'][number];

/** How each customer of a batch stands. */
export function SetupStepTable({ kind, steps }: { kind: Setup['kind']; steps: Step[] }) {
  const { t } = useTranslation();
  const columns =
    kind === 'setup' ? (['name', 'step', 'user', 'installer', 'remark'] as const) : (['name', 'step', 'did', 'remark'] as const);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('batches.steps')}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {t(`batches.columns.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.id}>
              <td>
                <Link to="/computers" search={{ group: step.groupId }}>
                  {step.customer.name}
                </Link>
              </td>
              <td>
                <StepMark state={step.state} />
              </td>
              {kind === 'setup' ? (
                <>
                  <td>{step.user?.login ?? UNKNOWN}</td>
                  <td>{step.installer ? <InstallerLink installer={step.installer} /> : UNKNOWN}</td>
                </>
              ) : (
                <td>{step.did ? <Did did={step.did} /> : UNKNOWN}</td>
              )}
              <td>
                <StepReason step={step} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function InstallerLink({ installer: { id, name } }: { installer: NonNullable<Step['installer']> }) {
  return (
    <a href={addressOf(doors.installers.download, { params: { id }, query: { format: 'shell' } })} download>
      {name}
    </a>
  );
}

function Did({ did }: { did: NonNullable<Step['did']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { usersSuspended: users, installersRevoked: installers } = did;
  return format.list([
    t('offboarding.users', { count: users, formatted: format.number(users) }),
    t('offboarding.installers', { count: installers, formatted: format.number(installers) }),
    ...(did.archived ? [t('offboarding.archived')] : []),
  ]);
}
