import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { licences } from './licences.ts';
import { bundlePage } from './page.ts';

export const root: string = dirname(import.meta.dirname);
const require = createRequire(import.meta.url);

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
      const getters = Object.keys(require('yaml')).map(
        (name) => `get ${name}() { return load().${name}; }`,
      );
      const load = "let loaded; const load = () => (loaded ??= require('./yaml.cjs'));";
      return { contents: `${load} module.exports = { ${getters.join(', ')} };` };
    });
  },
};

/** What few command lines need, by the file of the bundle that has it: `import()` loads it. */
const parts = new Map([
  ['argocd', 'src/commands/argocd/source/read.ts'],
  ['fixer', 'src/fixer/run.ts'],
  ['live', 'src/live/index.ts'],
  ['glob', 'fast-glob'],
  ['review', 'src/review/index.ts'],
  ['simulate', 'src/simulate/index.ts'],
  ['states', 'src/commands/review/states.ts'],
]);

const lazyParts: Plugin = {
  name: 'lazy-parts',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const source = path.startsWith('.') ? relative(root, join(resolveDir, path)) : path;
      const part = [...parts].find(([, entry]) => entry === source);
      return part === undefined ? undefined : { path: `./${part[0]}.cjs`, external: true };
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
  const bundle = (name: string, entry: string, options: BuildOptions = {}) =>
    build({
      ...shared,
      format: 'cjs',
      // A part is loaded by require(), for import() first has to load Node's loader of modules.
      supported: { 'dynamic-import': false },
      define: { 'import.meta.dirname': '__dirname' },
      minify: true,
      metafile: true,
      entryPoints: [entry],
      outfile: join(outdir, `${name}.cjs`),
      ...options,
    });
  const options = { external: ['./yaml.cjs'], plugins: [lazyYaml, lazyParts] };
  const [bundles, page] = await Promise.all([
    Promise.all([
      bundle('main', 'src/main.ts', options),
      ...Array.from(parts, ([name, entry]) => bundle(name, entry, options)),
      bundle('yaml', yamlEntry()),
    ]),
    bundlePage(root, outdir),
  ]);
  const inputs = bundles.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  writeFileSync(join(outdir, 'LICENSES.txt'), licences([...inputs, ...page]));
  return join(outdir, 'main.cjs');
}

/** Of what yaml offers to Node, CommonJS, nothing can be left out. */
function yamlEntry(): string {
  const manifest = require.resolve('yaml/package.json');
  return join(dirname(manifest), 'browser/index.js');
}

/** Bundles the library. What it depends on stays outside, to be shared with others. */
export async function bundleLibrary(directory: string): Promise<void> {
  const outfile = join(root, directory, 'index.js');
  const entryPoints = ['src/index.ts'];
  await build({ ...shared, entryPoints, outfile, format: 'esm', packages: 'external' });
}
