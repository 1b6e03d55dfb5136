import type { GroupNode } from '@licet/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { branchOf, indexTree } from '../../shared/tree/tree-model.ts';
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

/** The group tree, or the branch of it that the console is narrowed to. */
export function useGroupTree(purpose: 'computers' | 'access', scope?: string) {
  const { t } = useTranslation();
  const query = useQuery(groupTreeQuery(purpose));
  const index = useMemo(() => {
    const named = (query.data ?? []).map((node) => ({ ...node, name: groupName(node, t) }));
    const whole = indexTree(named, compareGroups);
    return scope === undefined ? whole : indexTree(branchOf(whole, scope), compareGroups);
  }, [query.data, scope, t]);
  return { ...query, index };
}
