// What the server writes down must have words here: a new action without them fails this test.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** An action is written out, or chosen out of several. */
const actions = all(/\baction:\s*([^,;}]+)/g).flatMap((value) => [...value.matchAll(/'([^']+)'/g)].map(([, word]) => word ?? ''));
const subjects = all(/\bsubject(?:Of)?\b[^;]*?\bkind: '([^']+)'/g);
/** Names in what was before and after: the members of `factsOf`, and of an `after` that is written out. */
const facts = all(/\breturn \{\n((?: {4}\w+[:,].*\n)+) {2}\};\n\}/g).flatMap((body) =>
  [...body.matchAll(/^ {4}(\w+)/gm)].map(([, name]) => name ?? ''),
);

beforeAll(() => i18next.init({ lng: 'en', resources: { en: { translation: english }, pl: { translation: polish } } }));

describe.each(['en', 'pl'])('in %s', (language) => {
  const t = () => i18next.getFixedT(language);
  it('every action that the server writes down has words', () => {
    expect(actions.length).toBeGreaterThan(15);
    expect(actions.filter((action) => actionWord(action, t()) === action)).toEqual([]);
  });

  it('every kind of thing it is done to has words', () => {
    expect(subjects.length).toBeGreaterThan(4);
    expect(subjects.filter((kind) => subjectWord(kind, t()) === kind)).toEqual([]);
  });

  it('what a user and a permission set are written down with has words', () => {
    for (const name of ['login', 'homeGroup', 'permissionSets', 'rights', 'groups', 'mustChangePassword']) expect(facts).toContain(name);
    const shown = changedFields(
      null,
      Object.fromEntries(
        [
          'login',
          'homeGroup',
          'permissionSets',
          'rights',
          'groups',
          'mustChangePassword',
          'autoLogoutMinutes',
          'enabled',
          'tags',
          'accessGroup',
          'pooling',
          'policy',
          'company',
          'expiresAt',
          'permissionSet',
          'changes',
          'signInWay',
          'secondStep',
          'passkeys',
          'singleSignOn',
          'silenced',
          'owner',
          'active',
        ].map((name) => [name, 1]),
      ),
    );
    expect(shown.filter((name) => fieldWord(name, t()) === name)).toEqual([]);
  });
});
