import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'vitest';
import { findProgram } from '../support/programs.ts';
import { builtCommand, type Ended, ended } from '../support/revcast.ts';

/** A checkout of examples/flux as a repository of its own, with one commit, for one test. */
export interface Repository {
  readonly folder: string;
  readonly edit: (file: string, change: (text: string) => string) => void;
  readonly write: (file: string, text: string) => void;
  /** Commits everything and returns the commit. */
  readonly commit: () => Promise<string>;
  readonly git: (...args: string[]) => Promise<string>;
  /** Runs a script of bash, as a step of a workflow runs. */
  readonly bash: (script: string, env?: Record<string, string>) => Promise<Ended>;
  /** Takes one of the programs away. */
  readonly without: (program: Program) => void;
}

const programs = ['revcast', 'kustomize', 'flux', 'helm', 'gh'] as const;
type Program = (typeof programs)[number];

export async function createRepository({ onTestFinished }: TestContext): Promise<Repository> {
  const root = mkdtempSync(join(tmpdir(), 'revcast-flux-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const bin = join(root, 'bin');
  const folder = join(root, 'shop');
  cpSync('examples/flux', folder, { recursive: true });
  mkdirSync(join(folder, 'ci'));
  for (const script of ['publish.sh', 'review.sh']) {
    symlinkSync(join('..', script), join(folder, 'ci', script));
  }
  mkdirSync(bin);
  for (const name of programs) {
    const path = findProgram(name);
    if (path !== undefined && name !== 'revcast') symlinkSync(path, join(bin, name));
  }
  const command = `#!/bin/sh\nexec "${process.execPath}" "${builtCommand()}" "$@"\n`;
  writeFileSync(join(bin, 'revcast'), command, { mode: 0o755 });

  const env = {
    PATH: [bin, '/usr/bin', '/bin'].join(delimiter),
    HOME: root,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
    GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
  };
  const git = async (...args: string[]): Promise<string> => {
    const { status, stdout, stderr } = await ended('git', args, { cwd: folder, env });
    if (status !== 0) throw new Error(stderr);
    return stdout.trimEnd();
  };
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  const repository: Repository = {
    folder,
    edit: (file, change) => write(file, change(readFileSync(join(folder, file), 'utf8'))),
    write,
    git,
    commit: async () => {
      await git('add', '--all');
      await git('commit', '--quiet', '--allow-empty', '--message', 'a change');
      return await git('rev-parse', 'HEAD');
    },
    bash: async (script, more = {}) => {
      const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
      return await ended('bash', args, { cwd: folder, env: { ...env, ...more } });
    },
    without: (program) => rmSync(join(bin, program)),
  };
  await git('init', '--quiet', '--initial-branch', 'main');
  await git('remote', 'add', 'origin', 'https://example.com/shop.git');
  await repository.commit();
  return repository;
}

/** Brings the lock file up to date, as a developer does with each change. */
export async function lock({ bash }: Repository): Promise<void> {
  const command = 'kustomize build app | revcast lock --lock app/revcast.lock.yaml';
  const { status, stderr } = await bash(command);
  if (status !== 0) throw new Error(stderr);
}

/** Gives the Service of the example another target, which makes a new revision. */
export function setTarget({ edit }: Repository, target: string): void {
  edit('app/checkout.yaml', (text) => text.replace(/target: .*/, `target: ${target}`));
}
