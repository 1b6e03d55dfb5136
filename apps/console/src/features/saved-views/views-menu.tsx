import type { SavedView } from '@licet/contract';
import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconBookmark, IconBookmarkPlus, IconChevronDown, IconDeviceFloppy, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionItem } from '../../shared/action-item.tsx';
import { present, without } from '../../shared/address-text.ts';
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx';
import { notifyFailed } from '../../shared/feedback/notify.ts';
import { later } from '../../shared/later.tsx';
import type { LicenseSearch } from '../licenses/search-params.ts';
import { fromSavedQuery, showsSame, toSavedQuery } from './saved-query.ts';
import { savedViewsQuery } from './saved-views-queries.ts';
import { useRemoveView, useSaveView } from './use-view-actions.ts';
import { ViewItems } from './view-items.tsx';
import classes from './views-menu.module.css';

const ViewDialog = later(async () => (await import('./view-dialog.tsx')).ViewDialog);

interface Props {
  search: LicenseSearch;
  /** Shows the screen so. */
  onShow: (search: LicenseSearch) => void;
}

/** The views of License Management: choose one, save what is shown as one, change or delete the chosen one. */
export function ViewsMenu({ search, onShow }: Props) {
  const { t } = useTranslation();
  const { data: views = [] } = useQuery(savedViewsQuery);
  const [dialog, setDialog] = useState<'save' | 'change' | 'remove'>();
  const close = () => setDialog(undefined);
  const chosen = views.find((view) => view.id === search.saved);
  const query = toSavedQuery(search);
  const differs = chosen !== undefined && !showsSame(chosen.query, query);
  /** What no view keeps stays as it is: the date and the tree. */
  const show = (next: LicenseSearch) => onShow({ ...next, ...present({ asOf: search.asOf, archived: search.archived }) });
  const choose = (view: SavedView) => show({ ...fromSavedQuery(view.query), saved: view.id });
  const mark = (view: SavedView) => onShow({ ...search, saved: view.id });
  const update = useSaveView(mark);
  const remove = useRemoveView(() => {
    close();
    onShow(without(search, 'saved'));
  });
  const label = !chosen
    ? t('views.label')
    : differs
      ? t('views.chosenChanged', { name: chosen.name })
      : t('views.chosen', { name: chosen.name });
  const foreign = chosen !== undefined && !chosen.can.change && t('views.needsWrite');
  return (
    <>
      <Menu position="bottom-start" width={300}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconBookmark size={15} />}
            rightSection={<IconChevronDown size={14} />}
            aria-label={label}
          >
            <span className={classes.name}>{chosen?.name ?? t('views.label')}</span>
            {differs && <span className={classes.changed}>{t('views.changed')}</span>}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ViewItems views={views} chosen={chosen} onChoose={choose} onNone={() => show({})} />
          <Menu.Divider />
          {chosen && (
            <ActionItem
              icon={IconDeviceFloppy}
              label={t('views.update', { name: chosen.name })}
              refused={foreign || (!differs && t('views.notChanged'))}
              onClick={() =>
                update.mutate({ id: chosen.id, body: { query } }, { onError: (error) => notifyFailed(t('views.saveFailed'), error, t) })
              }
            />
          )}
          <ActionItem icon={IconBookmarkPlus} label={t('views.save')} refused={false} onClick={() => setDialog('save')} />
          {chosen && (
            <>
              <ActionItem icon={IconPencil} label={t('views.change')} refused={foreign} onClick={() => setDialog('change')} />
              <ActionItem
                icon={IconTrash}
                label={t('views.remove')}
                refused={!chosen.can.remove && t('views.needsWrite')}
                onClick={() => setDialog('remove')}
              />
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'save' && <ViewDialog query={query} onSaved={mark} onClose={close} />}
      {dialog === 'change' && chosen && <ViewDialog view={chosen} query={query} onSaved={mark} onClose={close} />}
      {dialog === 'remove' && chosen && (
        <ConfirmDialog
          title={t('views.removeTitle', { name: chosen.name })}
          text={chosen.sharedIn ? t('views.removeSharedText') : t('views.removeText')}
          verb={t('views.removeConfirm')}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(chosen)}
          onClose={close}
        />
      )}
    </>
  );
}
