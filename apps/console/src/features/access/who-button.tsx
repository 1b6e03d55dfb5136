import { Button } from '@mantine/core';
import { IconEyeSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../shared/later.tsx';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import type { ObjectKind } from './access-queries.ts';

const WhoDialog = later(async () => (await import('./who-dialog.tsx')).WhoDialog);

/** Asks who can see an object; for who may read users. */
export function WhoButton({ kind, id, name }: { kind: ObjectKind; id: string; name: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  if (!holds(me, 'users')) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconEyeSearch size={15} />} onClick={() => setAsking(true)}>
        {t('access.who')}
      </Button>
      {asking && <WhoDialog kind={kind} id={id} name={name} onClose={() => setAsking(false)} />}
    </>
  );
}
