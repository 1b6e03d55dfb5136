import type { Report } from '@licet/contract';

export const templateNames = ['by-license-user', 'expiring', 'over-used', 'empty'] as const;
export type TemplateName = (typeof templateNames)[number];

type Content = Pick<Report, 'filter' | 'columns' | 'groupBy'>;

/** What a new report can begin with. */
export const templates: Record<TemplateName, Content> = {
  'by-license-user': { filter: {}, columns: ['licenseUser', 'quantity', 'usage'], groupBy: 'licenseUser' },
  expiring: {
    filter: { expiresWithin: 30 },
    columns: ['expires', 'licenseUser', 'product', 'publicId', 'quantity', 'usage', 'state'],
    groupBy: null,
  },
  'over-used': {
    filter: { use: 'over' },
    columns: ['licenseUser', 'product', 'publicId', 'quantity', 'usage', 'state'],
    groupBy: null,
  },
  empty: {
    filter: {},
    columns: ['licenseUser', 'product', 'publicId', 'quantity', 'usage', 'state', 'expires'],
    groupBy: null,
  },
};
