import { expect, it } from 'vitest';
import { credentialsCsv } from './credentials-csv.ts';

it('quotes every cell, defuses names that are formulas, and leaves passwords as they are', () => {
  const csv = credentialsCsv(['Customer', 'Login', 'Password'], [{ customer: '=1+1 "A"', login: '-b', password: '-x_1' }]);
  expect(csv).toBe('\uFEFF"Customer","Login","Password"\r\n"\'=1+1 ""A""","\'-b","-x_1"\r\n');
});
