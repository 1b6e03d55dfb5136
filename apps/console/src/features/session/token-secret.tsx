import type { Answer, tokens } from '@licet/contract';
import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './tokens.module.css';

/** The secret of a token just made; nobody can show it again. */
export function TokenSecret({ token, onDone }: { token: Answer<typeof tokens.create>; onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <section className={classes.secret} aria-label={t('tokens.secret')}>
      <p>{t('tokens.secretOnce', { name: token.name })}</p>
      <code>{token.secret}</code>
      <div>
        <CopyButton value={token.secret}>
          {({ copied, copy }) => (
            <Button autoFocus leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />} onClick={copy}>
              {copied ? t('common.copied') : t('tokens.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={onDone}>
          {t('tokens.kept')}
        </Button>
      </div>
    </section>
  );
}
