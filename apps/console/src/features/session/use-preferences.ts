import type { Body, Me, session } from '@licet/contract';
import { useMantineColorScheme } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { showLanguage } from '../../shared/language.ts';
import { sessionQuery } from './session-queries.ts';

/** Shows the language and theme that the user chose, on whatever machine that was. */
export function useShownPreferences(user: Me['user']): void {
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => void setColorScheme(user.theme), [user.theme, setColorScheme]);
  useEffect(() => void showLanguage(user.language), [user.language]);
}

/** Keeps a preference: shown at once, put back when the server refuses. */
export function usePrefer() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Body<typeof session.prefer>) => call(doors.session.prefer, { body }),
    onMutate: (body) => {
      const before = queries.getQueryData(sessionQuery.queryKey);
      if (!before) return { before };
      const { language = before.user.language, theme = before.user.theme } = body;
      const shown: Me = { ...before, user: { ...before.user, language, theme } };
      queries.setQueryData(sessionQuery.queryKey, shown);
      return { before };
    },
    onSuccess: (me) => queries.setQueryData(sessionQuery.queryKey, me),
    onError: (_error, _body, context) => void (context?.before && queries.setQueryData(sessionQuery.queryKey, context.before)),
  });
}
