import { notifications } from '@mantine/notifications';
import i18next, { type TFunction } from 'i18next';
import { problemWords } from './problem-words.ts';

/** Says that something is done. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 5000, closeButtonProps: closeButton() });
}

/** Says that something was refused or failed; it stays until it is read. */
export function notifyFailed(title: string, error: Error, t: TFunction): void {
  const words = problemWords(error, t);
  const reference = words.reference ? t('problems.referenceIs', { reference: words.reference }) : null;
  notifications.show({
    title,
    message: [words.title, words.detail?.text, ...words.fields.map((field) => field.text), words.remedy, reference]
      .filter(Boolean)
      .join('\n'),
    styles: { description: { whiteSpace: 'pre-line' } },
    color: 'red',
    autoClose: false,
    closeButtonProps: closeButton(),
  });
}

function closeButton() {
  return { 'aria-label': i18next.t('common.close') };
}
