import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { parse } from 'yaml';
import { findProgram } from '../support/programs.ts';
import { builtCommand, type Ended, ended } from '../support/revcast.ts';
import { createRepository, service } from './repository.ts';

const file = 'examples/review/workflow.yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const workflow: {
  readonly permissions: object;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
} = parse(readFileSync(file, 'utf8'));

const actionlint = findProgram('actionlint');
const kustomize = findProgram('kustomize');

test.skipIf(actionlint === undefined)(
  'the workflow is sound (skipped without actionlint)',
  async () => {
    const checked = await ended(actionlint ?? '', [file]);
    expect(checked).toEqual({ status: 0, stdout: '', stderr: '' });
  },
);

describe('the workflow', () => {
  test('may write only where it runs nothing of the pull request', () => {
    expect(workflow.permissions).toEqual({});
    const rights = Object.entries(workflow.jobs).map(([name, { permissions }]) => [
      name,
      permissions,
    ]);
    expect(rights).toEqual([
      ['review', { contents: 'read' }],
      ['comment', { 'pull-requests': 'write' }],
      ['code-scanning', { 'security-events': 'write' }],
    ]);
    const checkouts = Object.entries(workflow.jobs).filter(([, { steps }]) =>
      steps.some(({ uses }) => uses?.startsWith('actions/checkout@')),
    );
    expect(checkouts.map(([name]) => name)).toEqual(['review']);
  });

  test('puts nothing of the pull request into a script', () => {
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
    expect(steps.filter(({ run }) => run?.includes('${' + '{'))).toEqual([]);
  });
});

const lacking = kustomize === undefined || findProgram('git') === undefined;

describe.skipIf(lacking)('its review (skipped without kustomize, git)', () => {
  /** Runs the step that reviews, in a clone as GitHub makes it. */
  async function review(context: TestContext, changed: string): Promise<Ended & { out: string }> {
    const { write, commit, git, folder, variables } = await createRepository(context);
    write('overlays/production/kustomization.yaml', 'resources: [a.yaml]\n');
    write('overlays/production/a.yaml', service('a'));
    await commit();
    await git('switch', '--quiet', '--create', 'change');
    write('overlays/production/a.yaml', changed);
    await commit();
    await git('switch', '--quiet', 'main');
    await git('merge', '--quiet', '--no-ff', '--message', 'merge', 'change');
    const [clone, bin, runner] = ['clone', 'bin', 'runner'].map((name) => join(folder, '..', name));
    await git('clone', '--quiet', '--depth', '2', `file://${folder}`, clone ?? '');
    for (const each of [bin ?? '', runner ?? '']) mkdirSync(each);
    const command = `#!/bin/sh\nexec "${process.execPath}" "${builtCommand()}" "$@"\n`;
    writeFileSync(join(bin ?? '', 'revcast'), command, { mode: 0o755 });
    symlinkSync(kustomize ?? '', join(bin ?? '', 'kustomize'));
    const script = workflow.jobs.review?.steps.find(({ run }) => run?.includes('--format'))?.run;
    const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script ?? 'false'];
    const env = {
      ...variables,
      ...workflow.env,
      PATH: [bin, '/usr/bin', '/bin'].join(delimiter),
      RUNNER_TEMP: runner ?? '',
      GITHUB_OUTPUT: join(runner ?? '', 'output'),
      GITHUB_STEP_SUMMARY: join(runner ?? '', 'summary'),
    };
    return { ...(await ended('bash', args, { cwd: clone ?? '', env })), out: runner ?? '' };
  }

  test.concurrent('makes a comment, a page and findings', async (context) => {
    const { status, stderr, out } = await review(context, service('a', 70));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readdirSync(join(out, 'review')).sort()).toEqual([
      'comment.md',
      'revcast.sarif',
      'review.html',
    ]);
    const comment = readFileSync(join(out, 'review/comment.md'), 'utf8');
    expect(comment).toContain('`cpu 60%` → `cpu 70%`');
    expect(readFileSync(join(out, 'summary'), 'utf8')).toBe(comment);
    expect(readFileSync(join(out, 'output'), 'utf8')).toContain(comment);
  });

  test.concurrent('makes them with errors, too, and fails', async (context) => {
    const { status, out } = await review(context, service('a').replace('"60"', 'sixty'));
    expect(status).toBe(1);
    expect(readFileSync(join(out, 'review/revcast.sarif'), 'utf8')).toContain('sixty');
    expect(readFileSync(join(out, 'output'), 'utf8')).toContain('sixty');
  });

  test.concurrent('fails without a comment where nothing can be built', async (context) => {
    const { status, stderr, out } = await review(context, 'a: [');
    expect(status).toBe(4);
    expect(stderr).toContain(
      '--render ended with exit code 1: kustomize build overlays/production',
    );
    expect(readdirSync(join(out, 'review'))).toEqual([]);
    rmSync(out, { recursive: true });
  });
});
