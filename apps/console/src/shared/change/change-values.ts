import type { TFunction } from 'i18next';
import { type Format, UNKNOWN } from '../format.ts';

type Values = Record<string, unknown> | null;

const fields = [
  'name',
  'type',
  'status',
  'state',
  'parent',
  'quantity',
  'usage',
  'expires',
  'productCode',
  'productName',
  'publicId',
  'licenseUser',
  'tags',
  'accessGroup',
  'customIdentifier',
] as const;

/** The fields that differ; all of them for what is new or gone. */
export function changedFields(before: Values, after: Values): string[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (!before || !after) return names.filter((name) => (before ?? after)?.[name] !== null);
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** The name of a field in the language shown; one that is new to this console as the server calls it. */
export function fieldWord(field: string, t: TFunction): string {
  const known = fields.find((one) => one === field);
  return known ? t(`fields.${known}`) : field;
}

const states = ['normal', 'warning', 'error', 'suspended', 'obsolete', 'unknown'] as const;
const types = ['business', 'trial', 'msp', 'nfr', 'unknown'] as const;
const statuses = ['active', 'suspended', 'unknown'] as const;

export function valueWords(field: string, value: unknown, t: TFunction, format: Format): string {
  if (value === null || value === undefined) return UNKNOWN;
  if (typeof value === 'number') return format.number(value);
  if (Array.isArray(value)) return value.length ? value.map(String).join(', ') : UNKNOWN;
  if (typeof value === 'object') return 'name' in value && typeof value.name === 'string' ? value.name : JSON.stringify(value);
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return format.day(text);
  const state = field === 'state' && states.find((one) => one === text);
  if (state) return t(`licenseStates.${state}`);
  const type = field === 'type' && types.find((one) => one === text);
  if (type) return t(`licenseTypes.${type}`);
  const status = field === 'status' && statuses.find((one) => one === text);
  return status ? t(`companyStatuses.${status}`) : text;
}
