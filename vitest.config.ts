import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Date and number mistakes show when the tests' zone is not UTC and their locale not English.
    env: { TZ: 'America/St_Johns', LC_ALL: 'fr_FR.UTF-8', LANG: 'fr_FR.UTF-8' },
    testTimeout: 30_000,
    snapshotFormat: { escapeString: false },
  },
});
