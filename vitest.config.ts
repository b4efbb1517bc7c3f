import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 30_000,
    // CI counts the tests from the file.
    reporters: process.env.CI
      ? ['default', ['json', { outputFile: 'node_modules/.cache/revcast/tests.json' }]]
      : ['default'],
  },
});

export default config;
