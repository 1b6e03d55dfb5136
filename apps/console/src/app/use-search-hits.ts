import type { Answer, Me, overview } from '@licet/contract';
import { IconBuilding, IconKey, IconPlus, IconRefresh } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { holds } from '../features/session/rights.ts';
import { useStartRun } from '../features/sync-runs/use-start-run.ts';
import { foldText } from '../shared/fold-text.ts';
import { companyTypeWord } from '../shared/words/company-type.ts';
import { placesFor } from './places.ts';

export interface SearchHit {
  key: string;
  kind: 'place' | 'action' | 'company' | 'license';
  label: string;
  note?: string;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  go: () => void;
}

/** What the palette lists for a text: screens and actions at once, then what the server has found. */
export function useSearchHits(me: Me, text: string, found: Answer<typeof overview.search> | undefined): SearchHit[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const start = useStartRun();
  const places = placesFor(me).map(({ to, name, icon }): SearchHit => ({
    key: to,
    kind: 'place',
    label: t(`places.${name}`),
    icon,
    go: () => void navigate({ to }),
  }));
  const actions: SearchHit[] = [
    ...(me.administrator && !me.viewedBy
      ? [
          {
            key: 'add',
            kind: 'action' as const,
            label: t('actions.addLicenses'),
            icon: IconPlus,
            go: () => void navigate({ to: '/licenses', search: { dialog: 'add' } }),
          },
        ]
      : []),
    ...(me.msp && !me.viewedBy && holds(me, 'portal-accounts', 'use')
      ? [
          {
            key: 'synchronize',
            kind: 'action' as const,
            label: t('actions.synchronize'),
            icon: IconRefresh,
            go: () => start.mutate({ preview: false }),
          },
        ]
      : []),
  ];
  const wanted = foldText(text.trim());
  const own = [...places, ...actions].filter((hit) => foldText(hit.label).includes(wanted));
  if (!found) return own;
  return [
    ...own,
    ...found.companies.map(({ id, groupId, name, type }): SearchHit => ({
      key: `company-${id}`,
      kind: 'company',
      label: name,
      note: companyTypeWord(type, t),
      icon: IconBuilding,
      // A company without licenses is in Computers only.
      go: () =>
        void (groupId && !holds(me, 'licenses')
          ? navigate({ to: '/computers', search: { group: groupId } })
          : navigate({ to: '/licenses', search: { company: id } })),
    })),
    ...found.licenses.map(({ id, publicId, product, licenseUser }): SearchHit => ({
      key: `license-${id}`,
      kind: 'license',
      label: publicId ?? product,
      note: publicId ? `${product} · ${licenseUser}` : licenseUser,
      icon: IconKey,
      go: () => void navigate({ to: '/licenses', search: { view: 'licenses', q: publicId ?? licenseUser, open: id } }),
    })),
  ];
}
