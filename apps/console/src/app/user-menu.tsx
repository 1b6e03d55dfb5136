import type { Me } from '@licet/contract';
import { Button, Popover, SegmentedControl, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconKey, IconLock, IconLogout } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupName } from '../features/groups/group-name.ts';
import { usePrefer } from '../features/session/use-preferences.ts';
import { useSignOut } from '../features/session/use-sign-out.ts';
import { later } from '../shared/later.tsx';
import { AccountLink } from './account-link.tsx';
import classes from './user-menu.module.css';

const OwnPasswordDialog = later(async () => (await import('../features/session/own-password-dialog.tsx')).OwnPasswordDialog);
const TokensDialog = later(async () => (await import('../features/session/tokens-dialog.tsx')).TokensDialog);

/** Moments are shown in this machine's time zone; said here, once. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function UserMenu({ me }: { me: Me }) {
  const { t } = useTranslation();
  const prefer = usePrefer();
  const signOut = useSignOut();
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<'password' | 'tokens'>();
  const show = (next: typeof dialog) => {
    setOpen(false);
    setDialog(next);
  };
  const name = me.user.name || me.user.login;
  return (
    <>
      <Popover position="bottom-end" width={272} opened={open} onChange={setOpen}>
        <Popover.Target>
          <UnstyledButton className={classes.button} aria-label={t('frame.userMenu', { name })} onClick={() => setOpen(!open)}>
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
              disabled={me.viewedBy !== null}
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
              disabled={me.viewedBy !== null}
              value={me.user.theme}
              onChange={(theme) => prefer.mutate({ theme })}
              data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`frame.themes.${value}`) }))}
            />
          </div>
          {!me.viewedBy && (
            <div className={classes.own}>
              <AccountLink onClick={() => setOpen(false)} />
              <Button
                fullWidth
                variant="subtle"
                color="gray"
                justify="flex-start"
                leftSection={<IconLock size={16} />}
                onClick={() => show('password')}
              >
                {t('passwords.change')}
              </Button>
              <Button
                fullWidth
                variant="subtle"
                color="gray"
                justify="flex-start"
                leftSection={<IconKey size={16} />}
                onClick={() => show('tokens')}
              >
                {t('tokens.title')}
              </Button>
            </div>
          )}
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
      {dialog === 'password' && <OwnPasswordDialog onClose={() => show(undefined)} />}
      {dialog === 'tokens' && <TokensDialog onClose={() => show(undefined)} />}
    </>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
}
