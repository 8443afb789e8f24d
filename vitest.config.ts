import { defineConfig } from 'vitest/config';

const conditions = ['@tmws/source', 'module', 'node', 'development|production'];

/** One project a workspace folder, so that a single run gives one report of every unit and integration test. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: true,
    setupFiles: ['./test/harness/property-seed.ts'],
    include: ['{packages,apps,test,scripts,bench}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/gen/**'],
  },
});
