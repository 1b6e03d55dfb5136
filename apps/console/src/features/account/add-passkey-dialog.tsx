import type { Proof } from '@licet/contract';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { makePasskey } from '../session/passkey-browser.ts';
import { ProofForm } from './proof-form.tsx';
import { useRefreshSecurity } from './security-queries.ts';

export function AddPasskeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefreshSecurity();
  const [name, setName] = useState('');
  const add = async (proof: Proof) => {
    const credential = await makePasskey(await call(doors.account.passkeyOptions, { body: { proof } }));
    return call(doors.account.addPasskey, { body: { name, credential } });
  };
  const done = () => {
    notifyDone(t('account.passkeys.done', { name }));
    refresh();
    onClose();
  };
  return (
    <Dialog onClose={onClose} title={t('account.passkeys.addTitle')}>
      <ProofForm text={t('account.passkeys.addText')} confirm={t('account.passkeys.add')} act={add} onDone={done} onClose={onClose}>
        <TextInput
          size="sm"
          label={t('account.passkeys.name')}
          placeholder={t('account.passkeys.nameExample')}
          autoComplete="off"
          required
          maxLength={100}
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </ProofForm>
    </Dialog>
  );
}
