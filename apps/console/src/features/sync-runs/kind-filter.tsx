import type { SyncRun } from '@licet/contract';
import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { changeWord } from '../../shared/change/change-word.ts';
import { useFormat } from '../../shared/use-format.ts';
import classes from './run-changes.module.css';
import { changeKinds } from './search-params.ts';
import type { ChangeKind } from './sync-runs-queries.ts';

interface Props {
  counts: SyncRun['counts'];
  kind: ChangeKind | undefined;
  onKind: (kind: ChangeKind | undefined) => void;
}

/** The kinds that occur, with how many of each; one of them may be shown alone. */
export function KindFilter({ counts, kind, onKind }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const present = changeKinds.filter((one) => counts[one]);
  if (present.length < 2) return null;
  return (
    <div className={classes.kinds} role="group" aria-label={t('run.kinds')}>
      <UnstyledButton aria-pressed={kind === undefined} onClick={() => onKind(undefined)}>
        {t('run.allKinds')}
      </UnstyledButton>
      {present.map((one) => (
        <UnstyledButton key={one} aria-pressed={kind === one} onClick={() => onKind(kind === one ? undefined : one)}>
          {changeWord(one, t)} <span>{format.number(counts[one] ?? 0)}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}
