// What the server writes down must have words here: a new action without them fails this test.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditActions, auditSubjects } from '@licet/contract';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import english from '../../locales/en.json';
import polish from '../../locales/pl.json';
import { changedFields, fieldWord } from '../../shared/change/change-values.ts';
import { actionWord, subjectWord } from './audit-words.ts';

const server = join(import.meta.dirname, '../../../../server/src');
const source = globSync('**/*.ts', { cwd: server })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(server, file), 'utf8'))
  .filter((text) => text.includes('recordAudit') || text.includes('/audit/record.ts'))
  .join('\n');
const all = (pattern: RegExp) => [...new Set([...source.matchAll(pattern)].map(([, word]) => word ?? ''))];

/** Names in what was before and after: the members of what `factsOf` and its like answer. */
const facts = all(/\bfunction (?:factsOf|tell\w+)\b(?:(?!\n\}\n)[^])*?\breturn \{\n((?: {4}\w+[:,].*\n)+) {2}\};\n\}/g)
  .filter((body) => !body.includes('subject'))
  .flatMap((body) => [...body.matchAll(/^ {4}(\w+)/gm)].map(([, name]) => name ?? ''));

beforeAll(() => i18next.init({ lng: 'en', resources: { en: { translation: english }, pl: { translation: polish } } }));

describe.each(['en', 'pl'])('in %s', (language) => {
  const t = () => i18next.getFixedT(language);
  it('every action that the server writes down has words', () => {
    expect(auditActions.filter((action) => actionWord(action, t()) === action)).toEqual([]);
  });

  it('every kind of thing it is done to has words', () => {
    expect(auditSubjects.filter((kind) => subjectWord(kind, t()) === kind)).toEqual([]);
  });

  it('what things are written down with has words', () => {
    // What the regular expression has to find at the least, and what is written down elsewhere.
    for (const name of ['login', 'homeGroup', 'permissionSets', 'rights', 'useLimit', 'schedule']) expect(facts).toContain(name);
    const others = [
      'accessGroup',
      'pooling',
      'policy',
      'company',
      'permissionSet',
      'changes',
      'batch',
      'setup',
      'signInWay',
      'secondStep',
      'passkeys',
      'singleSignOn',
      'silenced',
      'active',
    ];
    const shown = changedFields(null, Object.fromEntries([...facts, ...others].map((name) => [name, 1])));
    expect(shown.filter((name) => fieldWord(name, t()) === name)).toEqual([]);
  });
});
