import type { GroupNode } from '@licet/contract';
import type { ReactNode } from 'react';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { Tree } from '../../shared/tree/tree.tsx';
import classes from './group-field.module.css';
import { GroupIcon } from './group-icon.tsx';
import { useGroupTree } from './use-group-tree.ts';

interface Props {
  label: string;
  /** Shared Objects can be chosen to keep things in, never for computers. */
  purpose?: 'computers' | 'access';
  selected: string | undefined;
  onSelect: (node: GroupNode) => void;
  note?: (node: GroupNode) => ReactNode;
}

/** The tree of groups in a box, to choose from: of access groups unless it is for computers. */
export function GroupTree({ label, purpose = 'access', selected, onSelect, note }: Props) {
  const tree = useGroupTree(purpose, { archived: 'show' });
  return (
    <div className={classes.tree}>
      {tree.isPending && <SkeletonRows rows={6} />}
      {tree.error && <ProblemNote error={tree.error} onRetry={() => void tree.refetch()} />}
      {tree.data && (
        <Tree
          label={label}
          index={tree.index}
          selected={selected}
          onSelect={onSelect}
          icon={(node) => <GroupIcon kind={node.kind} />}
          {...(note ? { note } : {})}
        />
      )}
    </div>
  );
}
