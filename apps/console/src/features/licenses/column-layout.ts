import type { ColumnId } from './search-params.ts';

/** Width of each column in pixels. Fixed, so that nothing jumps from page to page. */
export const columnWidths: Record<ColumnId, number> = {
  product: 250,
  publicId: 124,
  licenseUser: 150,
  units: 136,
  state: 108,
  type: 96,
  expires: 160,
  tags: 160,
  accessGroup: 150,
  account: 170,
  readAt: 88,
};

/** What is shown first where there is not room for everything. */
const importance: ColumnId[] = [
  'product',
  'licenseUser',
  'units',
  'state',
  'expires',
  'publicId',
  'tags',
  'readAt',
  'type',
  'accessGroup',
  'account',
];
const order: ColumnId[] = [
  'product',
  'publicId',
  'licenseUser',
  'units',
  'state',
  'type',
  'expires',
  'tags',
  'accessGroup',
  'account',
  'readAt',
];
/** Shown however narrow the window is; the table scrolls then. */
const ALWAYS = 5;

/** The columns that fit into so many pixels, in their usual order. */
export function columnsThatFit(width: number): ColumnId[] {
  let left = width;
  const fitting = importance.filter((column, at) => {
    if (at >= ALWAYS && columnWidths[column] > left) return false;
    left -= columnWidths[column];
    return true;
  });
  return order.filter((column) => fitting.includes(column));
}
