import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { groupName } from './group-name.ts';
import { groupTreeQuery } from './groups-queries.ts';

/** The name of a group in the language shown, for groups that the API gives without their kind. */
export function useGroupNames(): (group: { id: string; name: string }) => string {
  const { t } = useTranslation();
  const me = useMe();
  const { data } = useQuery({ ...groupTreeQuery('access'), enabled: holds(me, 'groups-and-computers') });
  return useMemo(() => {
    const ours = (data ?? []).map((node) => [node.id, groupName(node, t), node.name] as const).filter(([, word, name]) => word !== name);
    const words = new Map(ours.map(([id, word]) => [id, word]));
    return ({ id, name }) => words.get(id) ?? name;
  }, [data, t]);
}
