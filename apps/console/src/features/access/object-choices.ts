import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { foldText } from '../../shared/fold-text.ts';
import { groupName } from '../groups/group-name.ts';
import type { objectKinds } from './access-queries.ts';

export interface Choice {
  value: string;
  label: string;
}
type Kind = (typeof objectKinds)[number];

/** Rows offered at once: more would be read by nobody, typing is faster. */
const SHOWN = 50;

/** Objects of a kind in the caller's sight whose name has the text in it. */
export function useObjectChoices(kind: Kind, text: string) {
  const { t } = useTranslation();
  return useQuery({
    queryKey: ['access', 'choices', kind, text],
    queryFn: async ({ signal }): Promise<Choice[]> => {
      const query = { limit: SHOWN, ...(text ? { q: text } : {}) };
      switch (kind) {
        case 'group': {
          const nodes = await call(doors.groups.tree, { query: { for: 'access' }, signal });
          const named = nodes.map((node) => ({ value: node.id, label: groupName(node, t) }));
          return named.filter(({ label }) => foldText(label).includes(foldText(text))).slice(0, SHOWN);
        }
        case 'pool':
          return (await call(doors.pools.list, { query, signal })).rows.map(({ id, name }) => ({ value: id, label: name }));
        case 'license':
          return unlike(
            (await call(doors.licenses.list, { query, signal })).rows.map((row) => ({
              value: row.licenseId,
              label: t('access.licenseChoice', { license: row.publicId ?? row.productName, user: row.licenseUser.name }),
            })),
          );
        case 'computer':
          return (await call(doors.computers.list, { query, signal })).rows.map(({ id, name }) => ({ value: id, label: name }));
        case 'installer':
          return (await call(doors.installers.list, { query, signal })).rows.map(({ id, name }) => ({ value: id, label: name }));
        case 'certificate':
          return (await call(doors.certificates.list, { signal }))
            .map(({ id, name }) => ({ value: id, label: name }))
            .filter(({ label }) => foldText(label).includes(foldText(text)));
        case 'user':
          return (await call(doors.users.list, { query, signal })).rows.map(({ id, login }) => ({ value: id, label: login }));
        case 'permission-set':
          return (await call(doors.permissionSets.list, { query, signal })).rows.map(({ id, name }) => ({ value: id, label: name }));
        case 'notification-rule':
          return (await call(doors.notificationRules.list, { query, signal })).rows.map(({ id, name }) => ({ value: id, label: name }));
        case 'report':
          return (await call(doors.reports.list, { query, signal })).rows.map(({ id, name }) => ({ value: id, label: name }));
        case 'portal-account':
          return (await call(doors.portalAccounts.list, { signal }))
            .map(({ id, login }) => ({ value: id, label: login }))
            .filter(({ label }) => foldText(label).includes(foldText(text)));
      }
    },
    placeholderData: keepPreviousData,
  });
}

/** A bundle has a row for each part; it is one license. */
function unlike(choices: Choice[]): Choice[] {
  return [...new Map(choices.map((choice) => [choice.value, choice])).values()];
}
