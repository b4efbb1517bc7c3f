import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { findProgram } from '../support/programs.ts';
import { builtCommand, ended } from '../support/revcast.ts';
import { argument, copiesOf, stageOf, textsOf } from './dockerfile.ts';

/** By their names in the image. Argo CD's Helm is Helm 4. */
export const programs: Readonly<Record<string, string | undefined>> = {
  kustomize: findProgram('kustomize'),
  helm: findProgram(argument('HELM_VERSION').startsWith('4.') ? 'helm4' : 'helm'),
};

export interface Root {
  readonly path: string;
  readonly remove: () => void;
}

/**
 * Makes the folder that the sidecar's image has for its root, from the files that the Dockerfile
 * copies and no others: with the Node of this machine for that of the base.
 */
export async function makeRoot(): Promise<Root> {
  const folder = mkdtempSync(join(tmpdir(), 'revcast-image-'));
  const path = join(folder, 'root');
  for (const mounted of ['dev', 'proc', 'tmp']) {
    mkdirSync(join(path, mounted), { recursive: true });
  }
  await addNode(path);
  await build(join(folder, 'build'));
  compile(join(folder, 'programs'));
  for (const { from, sources, to } of ['revcast', 'argocd'].map(stageOf).flatMap(copiesOf)) {
    for (const source of sources) {
      const file = from === undefined ? source : join(folder, from, source);
      cpSync(file, join(path, to), { recursive: true, verbatimSymlinks: true });
    }
  }
  return { path, remove: () => rmSync(folder, { recursive: true }) };
}

/** Leaves what the stage `build` does: its last RUN is run, on the bundle that the tests have. */
async function build(stage: string): Promise<void> {
  mkdirSync(stage);
  symlinkSync(dirname(builtCommand()), join(stage, 'dist'));
  const script = textsOf(stageOf('build'), 'RUN').at(-1) ?? '';
  const here = script.replace(/(?<= )(?=\/(?:out|work)\b)/g, stage);
  const { status, stderr } = await ended('sh', ['-euc', here], { cwd: stage });
  if (status !== 0) throw new Error(stderr);
  for (const { sources, to } of copiesOf(stageOf('build'))) {
    if (!to.startsWith('/out/')) continue;
    for (const source of sources) cpSync(source, join(stage, to, basename(source)));
  }
}

/** Leaves what the stage `programs` does. */
function compile(stage: string): void {
  mkdirSync(join(stage, 'out/bin'), { recursive: true });
  for (const [name, path] of Object.entries(programs)) {
    if (path !== undefined) copyFileSync(path, join(stage, 'out/bin', name));
  }
}

/** The base: Node where distroless has it, and the libraries that it needs. */
async function addNode(root: string): Promise<void> {
  const { stdout } = await ended('ldd', [process.execPath]);
  const libraries = [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => [path, path]);
  for (const [path = '', to = ''] of [[process.execPath, '/nodejs/bin/node'], ...libraries]) {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    copyFileSync(realpathSync(path), join(root, to));
  }
}
