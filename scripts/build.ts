/** Builds dist/: the command, the library, and the library's types. */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const root = dirname(import.meta.dirname);
const dist = join(root, 'dist');
const yaml = dirname(createRequire(import.meta.url).resolve('yaml/package.json'));

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  outdir: dist,
  logLevel: 'warning',
};

rmSync(dist, { recursive: true, force: true });
await Promise.all([
  build({
    ...shared,
    entryPoints: ['src/main.ts'],
    // One file starts fastest. fast-glob stays outside: few command lines need it.
    external: ['fast-glob'],
    // What yaml offers to Node is CommonJS, which can't be bundled into a module.
    alias: { yaml: join(yaml, 'browser/index.js') },
  }),
  build({ ...shared, entryPoints: ['src/index.ts'], packages: 'external' }),
]);
chmodSync(join(dist, 'main.js'), 0o755);
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
  { cwd: root, stdio: 'inherit' },
);
