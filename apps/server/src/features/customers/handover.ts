// What is owed to a customer who leaves: everything that is kept about it, in one document, within the caller's sight.
import { stringify } from 'csv-stringify/sync';
import type { Context } from '../../context.ts';
import { csvDialect } from '../../csv.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { selectHandover } from './handover-store.ts';
import { selectCustomers } from './store.ts';

export async function readHandover(ctx: Context, actor: Actor, id: string) {
  return ctx.db.read(actor.sight, async (tx) => {
    const [customer] = await selectCustomers(tx, { ids: [Number(id)] });
    if (!customer) throw notFound('customer');
    return { customer: customer.name, asOf: ctx.now().toISOString(), ...(await selectHandover(tx, customer.id, customer.group_id)) };
  });
}

const parts = {
  licenses: { en: 'License', pl: 'Licencja' },
  computers: { en: 'Computer', pl: 'Komputer' },
  users: { en: 'User', pl: 'Użytkownik' },
  installers: { en: 'Installer', pl: 'Instalator' },
} as const;

/** Columns of all parts side by side; a part leaves those of the others empty. */
const columns: Record<string, { en: string; pl: string }> = {
  name: { en: 'Name', pl: 'Nazwa' },
  login: { en: 'Login', pl: 'Login' },
  publicId: { en: 'Public ID', pl: 'Identyfikator publiczny' },
  productName: { en: 'Product', pl: 'Produkt' },
  productCode: { en: 'Product code', pl: 'Kod produktu' },
  type: { en: 'Type', pl: 'Typ' },
  state: { en: 'State', pl: 'Stan' },
  quantity: { en: 'Units ordered', pl: 'Jednostki zamówione' },
  usage: { en: 'Units used', pl: 'Jednostki używane' },
  expires: { en: 'Expires', pl: 'Wygasa' },
  licenseUser: { en: 'License user', pl: 'Użytkownik licencji' },
  gone: { en: 'Gone', pl: 'Zniknęła' },
  os: { en: 'Operating system', pl: 'System operacyjny' },
  enrolledAt: { en: 'Enrolled', pl: 'Zarejestrowano' },
  lastSeenAt: { en: 'Last seen', pl: 'Ostatni kontakt' },
  enabled: { en: 'Enabled', pl: 'Włączony' },
  expiresAt: { en: 'Expires', pl: 'Wygasa' },
  useLimit: { en: 'Use limit', pl: 'Limit użyć' },
  uses: { en: 'Uses', pl: 'Użycia' },
  revoked: { en: 'Revoked', pl: 'Unieważniony' },
  tags: { en: 'Tags', pl: 'Znaczniki' },
};

/** The same as CSV; cells that a spreadsheet would run as a formula are defused. */
export async function writeHandover(ctx: Context, actor: Actor, id: string, language: 'en' | 'pl'): Promise<string> {
  const document = await readHandover(ctx, actor, id);
  const rows = (Object.keys(parts) as (keyof typeof parts)[]).flatMap((part) =>
    document[part].map((row) => [parts[part][language], ...Object.keys(columns).map((name) => cell(row[name]))]),
  );
  return stringify(rows, {
    ...csvDialect,
    columns: [{ en: 'What', pl: 'Co' }[language], ...Object.values(columns).map((column) => column[language])],
  });
}

function cell(value: unknown): string | number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
