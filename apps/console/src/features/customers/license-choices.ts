import type { Answer, installers } from '@licet/contract';
import type { TFunction } from 'i18next';

/** What the installer of a setup may name: the first license with units left, one of them, or none. */
export function licenseChoices(licenses: Answer<typeof installers.licenses>, t: TFunction) {
  return [
    { value: 'first', label: t('setup.firstLicense') },
    ...licenses.map(({ shareId, productName, publicId, unitsLeft }) => ({
      value: shareId,
      label:
        unitsLeft === null
          ? t('setup.licenseUnread', { product: productName, id: publicId ?? '' })
          : t('setup.licenseOf', { product: productName, id: publicId ?? '', count: unitsLeft }),
    })),
    { value: 'none', label: t('setup.withoutLicense') },
  ];
}
