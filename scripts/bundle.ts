import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

export const root: string = dirname(import.meta.dirname);

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
};

/**
 * Bundles the command into a directory inside the project, and returns the file. Most of the time of
 * a small rendering is spent on loading the program, so it is what loads fastest: one file,
 * minified, and CommonJS, which Node starts a tenth faster than a module.
 */
export async function bundleCommand(directory: string): Promise<string> {
  const outfile = join(root, directory, 'main.cjs');
  const yaml = dirname(createRequire(import.meta.url).resolve('yaml/package.json'));
  await build({
    ...shared,
    entryPoints: ['src/main.ts'],
    outfile,
    format: 'cjs',
    minify: true,
    // Few command lines need it.
    external: ['fast-glob'],
    // Of what yaml offers to Node, CommonJS, nothing can be left out.
    alias: { yaml: join(yaml, 'browser/index.js') },
  });
  return outfile;
}

/** Bundles the library. What it depends on stays outside, to be shared with others. */
export async function bundleLibrary(directory: string): Promise<void> {
  const outfile = join(root, directory, 'index.js');
  const entryPoints = ['src/index.ts'];
  await build({ ...shared, entryPoints, outfile, format: 'esm', packages: 'external' });
}
