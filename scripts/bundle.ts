import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

export const root: string = dirname(import.meta.dirname);

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  logLevel: 'warning',
};

/** Bundles the command into a directory inside the project, and returns the file. */
export async function bundleCommand(directory: string): Promise<string> {
  const outfile = join(root, directory, 'main.js');
  const yaml = dirname(createRequire(import.meta.url).resolve('yaml/package.json'));
  await build({
    ...shared,
    entryPoints: ['src/main.ts'],
    outfile,
    // One file starts fastest. fast-glob stays outside: few command lines need it.
    external: ['fast-glob'],
    // What yaml offers to Node is CommonJS, which can't be bundled into a module.
    alias: { yaml: join(yaml, 'browser/index.js') },
  });
  return outfile;
}

/** Bundles the library. What it depends on stays outside, to be shared with others. */
export async function bundleLibrary(directory: string): Promise<void> {
  const outfile = join(root, directory, 'index.js');
  await build({ ...shared, entryPoints: ['src/index.ts'], outfile, packages: 'external' });
}
