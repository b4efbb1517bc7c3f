import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'vitest';
import type { Review } from '../../src/review/types.ts';
import { type Ended, ended, type Run, revcast } from '../support/revcast.ts';

/** A directory with a Git repository in it, for one test. */
export interface Repository {
  readonly folder: string;
  readonly git: (...args: string[]) => Promise<string>;
  readonly write: (file: string, text: string) => void;
  readonly commit: () => Promise<string>;
  /** Runs `revcast review`; the temporary directories that it makes are in `temporary`. */
  readonly review: (args: readonly string[], run?: Run) => Promise<Ended>;
  /** The same with `--format json`, and an error where there is no review. */
  readonly reviewed: (args: readonly string[], run?: Run) => Promise<Review>;
  readonly temporary: string;
  readonly variables: Readonly<Record<string, string>>;
}

export async function createRepository({ onTestFinished }: TestContext): Promise<Repository> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'revcast-against-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [folder, temporary] = [join(root, 'repository'), join(root, 'tmp')];
  mkdirSync(folder);
  mkdirSync(temporary);
  const variables = {
    HOME: root,
    TMPDIR: temporary,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
  const git = async (...args: string[]): Promise<string> => {
    const { status, stdout, stderr } = await ended('git', args, { cwd: folder, env: variables });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trimEnd();
  };
  const review: Repository['review'] = async (args, { cwd = folder, env, ...run } = {}) =>
    await revcast(['review', ...args], { cwd, env: { ...variables, ...env }, ...run });
  await git('init', '--quiet', '--initial-branch', 'main');
  return {
    folder,
    temporary,
    variables,
    git,
    review,
    write: (file, text) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
    commit: async () => {
      await git('add', '--all');
      await git('commit', '--quiet', '--allow-empty', '--message', 'a change');
      return await git('rev-parse', 'HEAD');
    },
    reviewed: async (args, run) => {
      const { stdout, stderr } = await review([...args, '--format', 'json'], run);
      if (stdout === '') throw new Error(stderr);
      return JSON.parse(stdout) as Review;
    },
  };
}

/** All that a repository's own directory holds: a comparison leaves it as it is. */
export function gitFiles(folder: string): Record<string, string> {
  const files = readdirSync(join(folder, '.git'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(files.map((path) => [path, readFileSync(path, 'latin1')]));
}

/** A Service that scales on cpu. */
export function service(name: string, target = 60, more = ''): string {
  return `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: ${name}
  namespace: shop
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
        autoscaling.knative.dev/metric: cpu
        autoscaling.knative.dev/target: "${target}"
        autoscaling.knative.dev/min-scale: "1"
        autoscaling.knative.dev/max-scale: "5"
    spec:
      containers:
      - image: registry.example.com/shop/${name}:1
        resources: { requests: { cpu: 100m } }
${more}`;
}

/** What became of each Service: `a revision, b same`. */
export function changesOf({ services }: Review): string {
  return services.map(({ name, change }) => `${name} ${change?.kind ?? '?'}`).join(', ');
}
