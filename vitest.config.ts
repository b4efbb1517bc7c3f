import { defineConfig, type ViteUserConfig } from 'vitest/config';

const testTimeout = 30_000;

const config: ViteUserConfig = defineConfig({
  test: {
    globalSetup: ['test/support/build.ts'],
    projects: [
      {
        test: {
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: ['test/cluster/**'],
          testTimeout,
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['test/cluster/**/*.test.ts'],
          globalSetup: ['test/support/cluster-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
    // CI counts the tests from the file.
    reporters: process.env.CI
      ? ['default', ['json', { outputFile: 'node_modules/.cache/revcast/tests.json' }]]
      : ['default'],
  },
});

export default config;
