import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import * as yaml from 'yaml';

export const root: string = dirname(import.meta.dirname);

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
};

/**
 * Most manifests are read without `yaml`, so that the command has it in a file of its own, which it
 * loads when it first uses it.
 */
const lazyYaml: Plugin = {
  name: 'lazy-yaml',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^yaml$/ }, ({ path }) => ({ path, namespace: 'lazy' }));
    onLoad({ filter: /^yaml$/, namespace: 'lazy' }, () => {
      const getters = Object.keys(yaml).map((name) => `get ${name}() { return load().${name}; }`);
      const load = "let loaded; const load = () => (loaded ??= require('./yaml.cjs'));";
      return { contents: `${load} module.exports = { ${getters.join(', ')} };` };
    });
  },
};

/**
 * Bundles the command into a directory inside the project, and returns the file. Most of the time of
 * a small rendering is spent on loading the program, so it is what loads fastest: few files,
 * minified, and CommonJS, which Node starts a tenth faster than modules.
 */
export async function bundleCommand(directory: string): Promise<string> {
  const outdir = join(root, directory);
  const command: BuildOptions = { ...shared, format: 'cjs', minify: true };
  const outfile = join(outdir, 'main.cjs');
  await Promise.all([
    build({
      ...command,
      entryPoints: ['src/main.ts'],
      outfile,
      // Few command lines need fast-glob either.
      external: ['fast-glob', './yaml.cjs'],
      plugins: [lazyYaml],
    }),
    build({ ...command, entryPoints: [yamlEntry()], outfile: join(outdir, 'yaml.cjs') }),
  ]);
  return outfile;
}

/** Of what yaml offers to Node, CommonJS, nothing can be left out. */
function yamlEntry(): string {
  const manifest = createRequire(import.meta.url).resolve('yaml/package.json');
  return join(dirname(manifest), 'browser/index.js');
}

/** Bundles the library. What it depends on stays outside, to be shared with others. */
export async function bundleLibrary(directory: string): Promise<void> {
  const outfile = join(root, directory, 'index.js');
  const entryPoints = ['src/index.ts'];
  await build({ ...shared, entryPoints, outfile, format: 'esm', packages: 'external' });
}
