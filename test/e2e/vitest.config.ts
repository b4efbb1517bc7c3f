import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Apart from `npm test`: minutes instead of seconds, and programs that take long to build. */
const config: ViteUserConfig = defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: ['test/support/build.ts', 'test/e2e/setup.ts'],
    // Each file has its own fixer; within a file the namespaces keep the tests apart.
    fileParallelism: false,
    sequence: { concurrent: true },
    maxConcurrency: 8,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});

// biome-ignore lint/style/noDefaultExport: vitest reads it
export default config;
