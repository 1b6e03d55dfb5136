import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { Tree } from '../../shared/tree/tree.tsx';
import { GroupIcon } from './group-icon.tsx';
import classes from './group-picker.module.css';
import { useGroupTree } from './use-group-tree.ts';

interface Props {
  label: string;
  /** Shared Objects can be chosen to keep things in, never for computers. */
  purpose: 'computers' | 'access';
  selected: string | undefined;
  onSelect: (groupId: string) => void;
  height?: string;
}

/** The group tree, to choose one group of. */
export function GroupPicker({ label, purpose, selected, onSelect, height = 'min(300px, 36vh)' }: Props) {
  const tree = useGroupTree(purpose);
  return (
    <div className={classes.picker} style={{ height }}>
      {tree.isPending && <SkeletonRows rows={7} />}
      {tree.error && !tree.data && <ProblemNote error={tree.error} onRetry={() => void tree.refetch()} />}
      {tree.data && (
        <Tree
          label={label}
          index={tree.index}
          selected={selected}
          onSelect={(node) => onSelect(node.id)}
          icon={(node) => <GroupIcon kind={node.kind} />}
        />
      )}
    </div>
  );
}
