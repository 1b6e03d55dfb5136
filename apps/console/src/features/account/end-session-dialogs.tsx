import type { OwnSession } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { useFormat } from '../../shared/use-format.ts';
import { ProofForm } from './proof-form.tsx';
import { useRefreshSecurity } from './security-queries.ts';
import { useSessionName } from './use-session-name.ts';

interface Props {
  onClose: () => void;
}

export function EndSessionDialog({ session, onClose }: Props & { session: OwnSession }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useSessionName()(session);
  const done = useDone(t('account.sessions.ended'), onClose);
  return (
    <Dialog onClose={onClose} title={t('account.sessions.endTitle')}>
      <ProofForm
        text={t('account.sessions.endText', { name, moment: format.moment(session.beganAt) })}
        confirm={t('account.sessions.endConfirm')}
        act={(proof) => call(doors.account.endSession, { params: { id: session.id }, body: { proof } })}
        onDone={done}
        onClose={onClose}
      />
    </Dialog>
  );
}

export function EndOtherSessionsDialog({ onClose }: Props) {
  const { t } = useTranslation();
  const done = useDone(t('account.sessions.endedOthers'), onClose);
  return (
    <Dialog onClose={onClose} title={t('account.sessions.endOthers')}>
      <ProofForm
        text={t('account.sessions.endOthersText')}
        confirm={t('account.sessions.endOthers')}
        act={(proof) => call(doors.account.endOtherSessions, { body: { proof } })}
        onDone={done}
        onClose={onClose}
      />
    </Dialog>
  );
}

function useDone(words: string, onClose: () => void) {
  const refresh = useRefreshSecurity();
  return () => {
    notifyDone(words);
    refresh();
    onClose();
  };
}
