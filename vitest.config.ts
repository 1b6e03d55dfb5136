import { defineConfig } from 'vitest/config';

const slow = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'tests/docs/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['tests/{acceptance,isolation,portal,faults,database}/**/*.test.ts'],
          globalSetup: ['tests/support/database.ts'],
          ...slow,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/database.ts'],
          // Several waits of a person, each of which a busy machine may draw out.
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
    reporters: ['default'],
    maxWorkers: 2,
  },
});
