import { describe, expect, it } from 'vitest';
import { bodyOf, emptyDraft, isComplete } from './rule-draft.ts';

const draft = { ...emptyDraft({ id: '7', kind: 'customer', name: 'Bakery' }), name: 'Renewals', recipients: 'a@b.example' };

describe('what the form of a rule sends', () => {
  it('reads days and addresses however they are separated', () => {
    expect(bodyOf({ ...draft, days: '90;60 30,7', recipients: 'a@b.example, c@d.example\n\ne@f.example' })).toEqual({
      name: 'Renewals',
      accessGroupId: '7',
      condition: { kind: 'expiry', days: [90, 60, 30, 7] },
      recipients: ['a@b.example', 'c@d.example', 'e@f.example'],
      webhookUrl: null,
      enabled: true,
    });
  });

  it('keeps rules about accounts in All', () => {
    expect(bodyOf({ ...draft, kind: 'sync' })).toMatchObject({ accessGroupId: '1', condition: { kind: 'sync' } });
  });

  it('is complete with a name, a condition and somebody to tell', () => {
    expect(isComplete(draft)).toBe(true);
    for (const lacking of [{ name: ' ' }, { days: '' }, { days: 'soon' }, { recipients: ' ' }, { kind: 'state' as const, states: [] }])
      expect(isComplete({ ...draft, ...lacking })).toBe(false);
    expect(isComplete({ ...draft, recipients: '', webhookUrl: 'https://hooks.example' })).toBe(true);
  });
});
