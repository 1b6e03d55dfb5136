import type { GroupNode } from '@licet/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { branchOf, indexTree, withoutBranches } from '../../shared/tree/tree-model.ts';
import { groupName } from './group-name.ts';
import { groupTreeQuery } from './groups-queries.ts';

const collator = new Intl.Collator(['pl', 'en'], { sensitivity: 'base', numeric: true });
/** Groups that the server made stand before those of customers; the rest by name. */
const first: GroupNode['kind'][] = ['lost-and-found', 'companies', 'shared-objects'];

function compareGroups(a: GroupNode, b: GroupNode): number {
  return rank(a) - rank(b) || collator.compare(a.name, b.name);
}
function rank(node: GroupNode): number {
  const at = first.indexOf(node.kind);
  return at < 0 ? first.length : at;
}

interface Part {
  /** The group that the console is narrowed to. */
  scope?: string | undefined;
  /** Archived customers, and everything below them, are left out unless asked for. */
  archived?: 'show' | undefined;
  /** The moment that the tree is of; left out: now. */
  asOf?: string | undefined;
}

/** The group tree, or a part of it. */
export function useGroupTree(purpose: 'computers' | 'access', { scope, archived, asOf }: Part = {}) {
  const { t } = useTranslation();
  const query = useQuery(groupTreeQuery(purpose, asOf));
  const index = useMemo(() => {
    const named = (query.data ?? []).map((node) => ({ ...node, name: groupName(node, t) }));
    const whole = indexTree(named, compareGroups);
    const branch = scope === undefined ? whole : indexTree(branchOf(whole, scope), compareGroups);
    if (archived === 'show') return branch;
    return indexTree(
      withoutBranches(branch, (node) => node.setup === 'archived' && node.id !== scope),
      compareGroups,
    );
  }, [query.data, scope, archived, t]);
  return { ...query, index, hasArchived: query.data?.some((node) => node.setup === 'archived') ?? false };
}
