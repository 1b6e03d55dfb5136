import type { Body, savedViews, SavedView } from '@licet/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { savedViewsQuery } from './saved-views-queries.ts';

/** Saves a view: a new one, or what changes of one there is. The list has it before `onDone` is called. */
export function useSaveView(onDone: (view: SavedView) => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id?: string; body: Body<typeof savedViews.change> }) =>
      id ? call(doors.savedViews.change, { params: { id }, body }) : call(doors.savedViews.create, { body: body as Made }),
    onSuccess: (view) => {
      queries.setQueryData(savedViewsQuery.queryKey, (before = []) => [...before.filter((one) => one.id !== view.id), view].sort(byName));
      notifyDone(t('views.saved', { name: view.name }));
      onDone(view);
    },
  });
}
type Made = Body<typeof savedViews.create>;

export function useRemoveView(onDone: (view: SavedView) => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (view: SavedView) => call(doors.savedViews.remove, { params: { id: view.id } }),
    onSuccess: (_, view) => {
      queries.setQueryData(savedViewsQuery.queryKey, (before = []) => before.filter((one) => one.id !== view.id));
      notifyDone(t('views.removed', { name: view.name }));
      onDone(view);
    },
  });
}

function byName(one: SavedView, other: SavedView): number {
  return one.name.localeCompare(other.name);
}
