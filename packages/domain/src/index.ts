export * from './access/functions.ts';
export * from './license/words.ts';
export * from './naming/tags.ts';
export * from './sync/change.ts';
export * from './sync/known.ts';
export { planDetails } from './sync/plan-details.ts';
export type { DetailsPlan } from './sync/plan-details.ts';
export { planStructure } from './sync/plan-structure.ts';
export * from './sync/snapshot.ts';
