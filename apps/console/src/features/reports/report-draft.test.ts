import type { Report } from '@licet/contract';
import { describe, expect, it } from 'vitest';
import { bodyOf, draftOf, emptyDraft, isComplete, type ReportDraft, withTemplate } from './report-draft.ts';

const group = { id: '7', kind: 'customer', name: 'Bakery' } as const;
const draft: ReportDraft = { ...emptyDraft(group, 'pl', 'Europe/Warsaw'), name: 'Renewals' };
const weekly: ReportDraft = { ...draft, every: 'week', weekday: 1, at: '07:30', recipients: 'a@b.example' };
const names = { 'by-license-user': 'By license user', expiring: 'Expiring', 'over-used': 'Over-used', empty: '' };

describe('what the form of a report sends', () => {
  it('leaves out filters that were emptied', () => {
    const filter = { q: '', state: [], tag: ['gold'], type: ['trial' as const] };
    expect(bodyOf({ ...draft, filter, expiresWithin: ' 30 ' }).filter).toEqual({ tag: ['gold'], type: ['trial'], expiresWithin: 30 });
    expect(bodyOf(draft).filter).toEqual({});
  });

  it('has only what its kind of schedule needs, and the addresses of it', () => {
    const recipients = 'a@b.example, c@d.example;\n\ne@f.example';
    expect(bodyOf({ ...weekly, recipients })).toMatchObject({
      schedule: { every: 'week', weekday: 1, at: '07:30', zone: 'Europe/Warsaw' },
      recipients: ['a@b.example', 'c@d.example', 'e@f.example'],
    });
    expect(bodyOf({ ...weekly, every: 'month', day: 31 }).schedule).toEqual({
      every: 'month',
      day: 31,
      at: '07:30',
      zone: 'Europe/Warsaw',
    });
    expect(bodyOf({ ...weekly, every: 'day' }).schedule).toEqual({ every: 'day', at: '07:30', zone: 'Europe/Warsaw' });
    // What was typed before the schedule was taken away is sent to nobody.
    expect(bodyOf({ ...weekly, every: 'never' })).toMatchObject({ schedule: null, recipients: [] });
  });

  it('is what was read, when nothing was changed', () => {
    const read = {
      name: 'Renewals',
      accessGroup: group,
      filter: { use: 'over', expiresWithin: 0, state: ['error'] },
      columns: ['expires', 'product'],
      groupBy: null,
      schedule: { every: 'month', day: 31, at: '18:00', zone: 'Europe/London' },
      recipients: ['a@b.example', 'c@d.example'],
      language: 'en',
    } as const;
    const { accessGroup, ...rest } = read;
    expect(bodyOf(draftOf(read as unknown as Report, 'Europe/Warsaw'))).toEqual({ ...rest, accessGroupId: accessGroup.id });
  });

  it('is complete with a name, columns, and somebody to mail it to where it is mailed', () => {
    expect(isComplete(draft)).toBe(true);
    expect(isComplete(weekly)).toBe(true);
    for (const lacking of [{ name: ' ' }, { columns: [] }, { expiresWithin: 'soon' }, { recipients: ' ' }, { at: '' }])
      expect(isComplete({ ...weekly, ...lacking })).toBe(false);
    expect(isComplete({ ...weekly, every: 'month', day: '' })).toBe(false);
  });
});

describe('a template', () => {
  it('brings its content and leaves group, schedule and addresses as they are', () => {
    const made = withTemplate(weekly, 'expiring', names);
    expect(bodyOf(made)).toMatchObject({ filter: { expiresWithin: 30 }, groupBy: null, recipients: ['a@b.example'], accessGroupId: '7' });
    expect(made.columns).toContain('expires');
    // What the template before it had is gone.
    expect(bodyOf(withTemplate(made, 'by-license-user', names))).toMatchObject({ filter: {}, groupBy: 'licenseUser' });
  });

  it('names the report as long as nobody else has', () => {
    const unnamed = withTemplate({ ...draft, name: '' }, 'expiring', names);
    expect(unnamed.name).toBe('Expiring');
    expect(withTemplate(unnamed, 'over-used', names).name).toBe('Over-used');
    expect(withTemplate(draft, 'expiring', names).name).toBe('Renewals');
  });
});
