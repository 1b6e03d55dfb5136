import type { GroupNode } from '@licet/contract';
import type { TFunction } from 'i18next';

const ours = ['all', 'lost-and-found', 'companies', 'shared-objects'] as const;

/** The name of a group. Those that the server makes for itself are named in the language shown; the others are the portal's or a person's. */
export function groupName(node: Pick<GroupNode, 'kind' | 'name'>, t: TFunction): string {
  const kind = ours.find((one) => one === node.kind);
  return kind ? t(`groupKinds.${kind}`) : node.name;
}
