import type { Passkey } from '@licet/contract';
import { ActionIcon, Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { useFormat } from '../../shared/use-format.ts';
import { passkeyHindrance } from '../session/passkey-browser.ts';
import classes from './account.module.css';
import { AddPasskeyDialog } from './add-passkey-dialog.tsx';
import { ProofForm } from './proof-form.tsx';
import { useRefreshSecurity } from './security-queries.ts';

export function PasskeysSection({ passkeys }: { passkeys: Passkey[] }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Passkey>();
  const hindrance = passkeyHindrance();
  return (
    <section className={classes.section} aria-labelledby="account-passkeys">
      <h2 id="account-passkeys">{t('account.passkeys.title')}</h2>
      <p>{t('account.passkeys.text')}</p>
      {passkeys.length === 0 && <strong>{t('account.passkeys.none')}</strong>}
      {passkeys.length > 0 && (
        <ul className={classes.keys} aria-labelledby="account-passkeys">
          {passkeys.map((passkey) => (
            <li key={passkey.id}>
              <PasskeyWords passkey={passkey} />
              <ActionIcon aria-label={t('account.passkeys.remove', { name: passkey.name })} onClick={() => setRemoving(passkey)}>
                <IconTrash size={16} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {hindrance && <p>{t(`account.passkeys.${hindrance}`)}</p>}
      <div className={classes.actions}>
        <Button disabled={hindrance !== undefined} onClick={() => setAdding(true)}>
          {t('account.passkeys.add')}
        </Button>
      </div>
      {adding && <AddPasskeyDialog onClose={() => setAdding(false)} />}
      {removing && <RemovePasskeyDialog passkey={removing} onClose={() => setRemoving(undefined)} />}
    </section>
  );
}

function PasskeyWords({ passkey: { name, createdAt, lastUsedAt } }: { passkey: Passkey }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div>
      <strong>{name}</strong>
      <span>{t('account.passkeys.added', { moment: format.moment(createdAt) })}</span>
      <span>{lastUsedAt ? t('account.passkeys.usedAgo', { ago: format.ago(lastUsedAt) }) : t('account.passkeys.neverUsed')}</span>
    </div>
  );
}

function RemovePasskeyDialog({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefreshSecurity();
  const { id, name } = passkey;
  const done = () => {
    notifyDone(t('account.passkeys.removed', { name }));
    refresh();
    onClose();
  };
  return (
    <Dialog onClose={onClose} title={t('account.passkeys.removeTitle', { name })}>
      <ProofForm
        text={t('account.passkeys.removeText')}
        confirm={t('account.passkeys.removeConfirm')}
        dangerous
        act={(proof) => call(doors.account.removePasskey, { params: { id }, body: { proof } })}
        onDone={done}
        onClose={onClose}
      />
    </Dialog>
  );
}
