/** What a chosen file says of itself; the server reads it in earnest. */
export interface FileSummary {
  login: string | null;
  company: string | null;
  /** As it is written; null when it is no moment. */
  takenAt: string | null;
  companies: number;
  licenses: number;
}

/** Looks into a snapshot file; null when that is none. Names of its members may be written in either casing. */
export function summarize(value: unknown): FileSummary | null {
  const [companies, licenses] = [member(value, 'companies'), member(value, 'licenses')];
  if (!Array.isArray(companies) || !Array.isArray(licenses)) return null;
  const user = member(value, 'user');
  const takenAt = text(member(value, 'takenAt'));
  return {
    login: text(member(user, 'email')),
    company: text(member(member(user, 'company'), 'name')),
    takenAt: takenAt !== null && !Number.isNaN(Date.parse(takenAt)) ? takenAt : null,
    companies: companies.length,
    licenses: licenses.length,
  };
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
