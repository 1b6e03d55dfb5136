export * from './access/functions.ts';
export * from './license/words.ts';
export * from './naming/tags.ts';
export * from './sync/snapshot.ts';
