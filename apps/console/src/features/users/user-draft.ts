import type { Body, Me, User, users } from '@licet/contract';

/** What stands in the form of a user. */
export interface UserDraft {
  login: string;
  name: string;
  password: string;
  homeGroup: { id: string; name: string };
  permissionSetIds: string[];
  language: Me['user']['language'];
  tags: string[];
  autoLogoutMinutes: number | null;
  mustChangePassword: boolean;
}

export function draftOf(user: User | undefined, me: Me): UserDraft {
  return {
    login: user?.login ?? '',
    name: user?.name ?? '',
    password: '',
    homeGroup: user?.homeGroup ?? me.homeGroup,
    permissionSetIds: user?.permissionSets.map(({ id }) => id) ?? [],
    language: me.user.language,
    tags: user?.tags ?? [],
    autoLogoutMinutes: user?.autoLogoutMinutes ?? null,
    mustChangePassword: user?.mustChangePassword ?? true,
  };
}

/** Only what differs is sent: the rest may be more than the sender could give. */
export function changesOf(user: User, draft: UserDraft): Body<typeof users.change> {
  const { name, homeGroup, permissionSetIds, tags, autoLogoutMinutes, mustChangePassword } = draft;
  const sets = user.permissionSets.map(({ id }) => id);
  return {
    ...(name === user.name ? {} : { name }),
    ...(homeGroup.id === user.homeGroup.id ? {} : { homeGroupId: homeGroup.id }),
    ...(same(permissionSetIds, sets) ? {} : { permissionSetIds }),
    ...(same(tags, user.tags) ? {} : { tags }),
    ...(autoLogoutMinutes === user.autoLogoutMinutes ? {} : { autoLogoutMinutes }),
    ...(mustChangePassword === user.mustChangePassword ? {} : { mustChangePassword }),
  };
}

function same(a: string[], b: string[]): boolean {
  return [...a].sort().join('\0') === [...b].sort().join('\0');
}
