import { expect, it } from 'vitest';
import { unitSteps } from './unit-steps.ts';

const by = { runId: '1', user: null };
const at = (day: number) => `2026-11-0${day}T00:00:00Z`;

it('turns changes, newest first, into steps, oldest first; unknown stays unknown', () => {
  const steps = unitSteps([
    { at: at(5), kind: 'tags-changed', by, before: { tags: [] }, after: { tags: ['a'] } },
    { at: at(4), kind: 'units-changed', by, before: { quantity: 10 }, after: { quantity: 20 } },
    { at: at(3), kind: 'usage-changed', by, before: { usage: null }, after: { usage: 7 } },
    { at: at(2), kind: 'license-added', by, before: null, after: { quantity: 10, usage: null } },
  ]);
  expect(steps).toEqual([
    { at: Date.parse(at(2)), quantity: 10, usage: null },
    { at: Date.parse(at(3)), quantity: 10, usage: 7 },
    { at: Date.parse(at(4)), quantity: 20, usage: 7 },
  ]);
});

it('has no steps without units', () => {
  expect(unitSteps([{ at: at(1), kind: 'tags-changed', by, before: { tags: [] }, after: { tags: ['a'] } }])).toEqual([]);
});

it('sums the products of a new license', () => {
  const shares = [
    { productCode: '1', quantity: 5, usage: 1 },
    { productCode: '2', quantity: 7, usage: null },
  ];
  expect(unitSteps([{ at: at(1), kind: 'license-added', by, before: null, after: { shares } }])).toEqual([
    { at: Date.parse(at(1)), quantity: 12, usage: null },
  ]);
});
