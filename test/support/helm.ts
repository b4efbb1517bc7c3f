import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { userFolder } from './pages.ts';
import { findProgram } from './programs.ts';
import { type Ended, ended } from './revcast.ts';

/** One of the Helms that there are. */
export interface Helm {
  readonly name: string;
  /** What it is called on the path of these tests. */
  readonly program: string;
  /** The flags that make revcast its post-renderer, with flags for revcast. */
  readonly postRender: (...flags: readonly string[]) => readonly string[];
}

const passed = (flags: readonly string[]): readonly string[] =>
  flags.map((flag) => `--post-renderer-args=${flag}`);

export const helms: readonly Helm[] = [
  {
    name: 'Helm 3',
    program: 'helm',
    postRender: (...flags) => ['--post-renderer=revcast', ...passed(['post-render', ...flags])],
  },
  {
    name: 'Helm 4',
    program: 'helm4',
    postRender: (...flags) => ['--post-renderer=revcast', ...passed(flags)],
  },
];

export const missingHelms: readonly string[] = helms
  .map(({ program }) => program)
  .filter((program) => findProgram(program) === undefined);

/** A folder where one Helm is at work: with charts, `helm` and `revcast`, and nothing of the user's. */
export interface HelmFolder {
  readonly cwd: string;
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended>;
  /** Runs a script of the shell, where `helm` is this Helm. */
  readonly shell: (script: string) => Promise<Ended>;
  readonly chart: (name: string, templates: Readonly<Record<string, string>>) => void;
  readonly remove: () => void;
}

export async function helmFolder(
  { program }: Helm,
  given: Readonly<Record<string, string>> = {},
): Promise<HelmFolder> {
  const { cwd, env: path } = userFolder();
  const found = findProgram(program);
  if (found === undefined) throw new Error(`there is no ${program}`);
  symlinkSync(found, join(cwd, '.bin', 'helm'));
  const own = Object.fromEntries(
    ['CACHE', 'CONFIG', 'DATA'].map((name) => [`HELM_${name}_HOME`, join(cwd, '.helm', name)]),
  );
  const env = { KUBECONFIG: join(cwd, 'none'), ...path, ...own, ...given };
  const made: HelmFolder = {
    cwd,
    run: async (args, more) => await ended('helm', args, { cwd, env: { ...env, ...more } }),
    shell: async (script) => await ended('bash', ['-euo', 'pipefail', '-c', script], { cwd, env }),
    chart: (name, templates) => writeChart(join(cwd, name), name, templates),
    remove: () => rmSync(cwd, { recursive: true, force: true }),
  };
  if (program === 'helm4') {
    const { status, stderr } = await made.run(['plugin', 'install', './helm']);
    if (status !== 0) throw new Error(stderr);
  }
  return made;
}

function writeChart(
  folder: string,
  name: string,
  templates: Readonly<Record<string, string>>,
): void {
  const files = { 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`, ...templates };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
