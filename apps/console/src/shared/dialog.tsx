import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';

interface Props {
  title: string;
  size?: number;
  /** False while leaving by accident would lose something. */
  leavable?: boolean;
  /** The title is for those who hear the page only: the content says it to the eye. */
  bare?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog over the page. It stands from when it is rendered until its owner stops rendering it. */
export function Dialog({ title, size = 460, leavable = true, bare = false, onClose, children }: Props) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened onClose={onClose} size={size} closeOnClickOutside={leavable}>
      <Modal.Overlay />
      <Modal.Content>
        <div className={bare ? classes.hidden : classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          {!bare && <Modal.CloseButton aria-label={t('common.close')} />}
        </div>
        <Modal.Body {...(bare ? { p: 0 } : {})}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
