import type { TFunction } from 'i18next';
import { type Format, UNKNOWN } from '../format.ts';
import { companyTypeWord } from '../words/company-type.ts';
import { contentWords, reportColumns, reportGroupings, writtenScheduleWords } from '../words/report-words.ts';
import { rightWords } from '../words/rights.ts';
import { serverGroupWord } from '../words/server-group.ts';
import { changeWord } from './change-word.ts';

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
  'bundleName',
  'publicId',
  'tags',
  'shares',
  'product',
  'accessGroup',
  'customIdentifier',
  'login',
  'enabled',
  'homeGroup',
  'permissionSets',
  'permissionSet',
  'autoLogoutMinutes',
  'mustChangePassword',
  'groups',
  'rights',
  'expiresAt',
  'fileTakenAt',
  'pooling',
  'policy',
  'company',
  'changes',
  'installer',
  'os',
  'format',
  'setup',
  'batch',
  'group',
  'usersSuspended',
  'installersRevoked',
  'archived',
  'managedTags',
  'signInWay',
  'secondStep',
  'passkeys',
  'singleSignOn',
  'secondStepFor',
  'active',
  'silenced',
  'owner',
  'trustSingleSignOn',
  'sessions',
  'revoked',
  'graceUntil',
  'useLimit',
  'users',
  'preview',
  'condition',
  'days',
  'percent',
  'states',
  'recipients',
  'webhook',
  'webhookSecret',
  'snoozedUntil',
  'filter',
  'columns',
  'groupBy',
  'schedule',
  'language',
  'host',
  'port',
  'security',
  'sender',
  'password',
] as const;

/** Ids and notes of the machinery, and what the kind of the change says already. */
const unsaid = new Set([
  'gone',
  'source',
  'reported',
  'detailsAt',
  'upstreamId',
  'parentUpstreamId',
  'companyUpstreamId',
  'siteUpstreamId',
  'successorOf',
  'accessGroupId',
  'digest',
  'query',
]);

/** The fields that differ; for what is new or gone, those that say something. */
export function changedFields(before: Values, after: Values): string[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter((name) => !unsaid.has(name));
  if (!before || !after) return names.filter((name) => saysSomething((before ?? after)?.[name]));
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

function saysSomething(value: unknown): boolean {
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** The name of a field in the language shown; one that is new to this console as the server calls it. */
export function fieldWord(field: string, t: TFunction): string {
  const known = fields.find((one) => one === field);
  return known ? t(`fields.${known}`) : field;
}

type Said = (text: string, t: TFunction) => string | undefined;

/** One of a closed list of words, in the language shown. */
function oneOf<W extends string>(list: readonly W[], say: (word: W, t: TFunction) => string): Said {
  return (text, t) => {
    const found = list.find((one) => one === text);
    return found && say(found, t);
  };
}

const closed: Record<string, Said> = {
  state: oneOf(['normal', 'warning', 'error', 'suspended', 'obsolete', 'unknown'], (one, t) => t(`licenseStates.${one}`)),
  type: oneOf(['business', 'trial', 'msp', 'nfr', 'unknown'], (one, t) => t(`licenseTypes.${one}`)),
  status: oneOf(['active', 'suspended', 'unknown'], (one, t) => t(`companyStatuses.${one}`)),
  setup: oneOf(['not-set-up', 'ready', 'unlinked', 'archived'], (one, t) => t(`setups.${one}`)),
  policy: oneOf(['under-threshold', 'ask', 'apply'], (one, t) => t(`policies.${one}`)),
  pooling: oneOf(['company', 'account'], (one, t) => t(`poolings.${one}`)),
  signInWay: oneOf(['password', 'second-step', 'recovery-code', 'passkey', 'single-sign-on'], (one, t) => t(`signInWays.${one}`)),
  condition: oneOf(['expiry', 'usage', 'state', 'sync', 'credentials'], (one, t) => t(`notifications.kinds.${one}`)),
  security: oneOf(['none', 'starttls', 'tls'], (one, t) => t(`mail.securities.${one}`)),
  webhookSecret: oneOf(['changed'], (_, t) => t('change.renewed')),
  password: oneOf(['changed'], (_, t) => t('change.renewed')),
  groupBy: oneOf(reportGroupings, (one, t) => t(`columns.${one}`)),
  schedule: writtenScheduleWords,
  language: oneOf(['en', 'pl'], (one, t) => t(`languageNames.${one}`)),
  secondStepFor: oneOf(['nobody', 'administrators', 'everybody'], (one, t) => t(`secondStepGroups.${one}`)),
};
/** The portal's own numbers for types of companies, as they stand in what was read. */
const companyTypes: Record<number, string> = {
  1001: 'headquarters',
  1002: 'distributor',
  1003: 'division',
  1004: 'msp-manager',
  1005: 'msp',
  1006: 'managed-msp',
  1007: 'customer',
};

export function valueWords(field: string, value: unknown, t: TFunction, format: Format): string {
  if (value === null || value === undefined) return UNKNOWN;
  if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no');
  if (field === 'changes' && typeof value === 'object') return countedChanges(value, t, format);
  if (typeof value === 'number') return field === 'type' ? companyTypeWord(companyTypes[value] ?? '', t) : format.number(value);
  if (field === 'columns' && Array.isArray(value)) return value.map((one) => columnWord(String(one), t)).join(', ');
  if (field === 'filter' && typeof value === 'object') return contentWords(value, t, format);
  if (field === 'states' && Array.isArray(value)) return format.list(value.map((one) => closed['state']?.(String(one), t) ?? String(one)));
  if (Array.isArray(value)) return value.length ? format.list(value.map((one: unknown) => listed(one, t, format))) : UNKNOWN;
  if (typeof value === 'object') return listed(value, t, format);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return format.day(text);
  if (field === 'expiresAt' || field === 'graceUntil' || field === 'fileTakenAt' || field === 'snoozedUntil') return format.moment(text);
  return closed[field]?.(text, t) ?? text;
}

/** A column of a report. */
const columnWord = (text: string, t: TFunction) => oneOf(reportColumns, (one) => t(`columns.${one}`))(text, t) ?? text;

/** What a run changed, as numbers of changes of each kind. */
function countedChanges(counts: object, t: TFunction, format: Format): string {
  const words = Object.entries(counts).map(([kind, count]) =>
    t('change.counted', { kind: changeWord(kind, t), count: format.number(Number(count)) }),
  );
  return words.length ? format.list(words) : UNKNOWN;
}

/** One of a list: a word, a right, a group of the server's, something with a name, or a product with its units. */
function listed(value: unknown, t: TFunction, format: Format): string {
  if (typeof value === 'string') return rightWords(value, t);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const { kind, name, productName, productCode, quantity } = value as Record<string, unknown>;
  const group = typeof kind === 'string' ? serverGroupWord(kind, t) : null;
  if (group !== null) return group;
  const called = [name, productName, productCode].find((one) => typeof one === 'string');
  if (called === undefined) return JSON.stringify(value);
  return typeof quantity === 'number' ? t('units.ofProduct', { product: called, ordered: format.number(quantity) }) : called;
}
