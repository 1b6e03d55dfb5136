import type { Me } from '@licet/contract';
import { Button, Popover, SegmentedControl, UnstyledButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconChevronDown, IconLogout } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { groupName } from '../features/groups/group-name.ts';
import { usePrefer } from '../features/session/use-preferences.ts';
import { call } from '../shared/api/client.ts';
import { doors } from '../shared/api/doors.ts';
import classes from './user-menu.module.css';

/** Moments are shown in this machine's time zone; said here, once. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function UserMenu({ me }: { me: Me }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const prefer = usePrefer();
  const signOut = useMutation({
    mutationFn: () => call(doors.session.signOut),
    // Whatever the server says, this browser forgets what it showed.
    onSettled: async () => {
      await navigate({ to: '/sign-in', search: {} });
      queries.clear();
    },
  });
  const name = me.user.name || me.user.login;
  return (
    <Popover position="bottom-end" width={272}>
      <Popover.Target>
        <UnstyledButton className={classes.button} aria-label={t('frame.userMenu', { name })}>
          <span className={classes.initials} data-initials={initials(name)} />
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={t('frame.userMenu', { name })}>
        <div className={classes.who}>
          <strong>{name}</strong>
          <span>{me.user.login}</span>
          <span>{t('frame.homeGroup', { name: groupName(me.homeGroup, t) })}</span>
        </div>
        <div className={classes.choice}>
          <span id="choose-language">{t('frame.language')}</span>
          <SegmentedControl
            fullWidth
            aria-labelledby="choose-language"
            value={me.user.language}
            onChange={(value) => prefer.mutate({ language: value === 'pl' ? 'pl' : 'en' })}
            data={[
              { value: 'en', label: 'English' },
              { value: 'pl', label: 'Polski' },
            ]}
          />
        </div>
        <div className={classes.choice}>
          <span id="choose-theme">{t('frame.theme')}</span>
          <SegmentedControl
            fullWidth
            aria-labelledby="choose-theme"
            value={me.user.theme}
            onChange={(theme) => prefer.mutate({ theme })}
            data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`frame.themes.${value}`) }))}
          />
        </div>
        <Button
          fullWidth
          variant="default"
          leftSection={<IconLogout size={16} />}
          loading={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          {t('session.signOut')}
        </Button>
        <div className={classes.foot}>
          <span>{t('frame.timeZone', { zone })}</span>
          <span>{t('frame.version', { version: me.version })}</span>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
}
