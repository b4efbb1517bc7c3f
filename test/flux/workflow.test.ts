import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { parse } from 'yaml';
import { findProgram } from '../support/programs.ts';
import { type Ended, ended } from '../support/revcast.ts';
import { createRepository, lock, type Repository, setTarget } from './repository.ts';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const workflow: { readonly permissions: object; readonly jobs: Readonly<Record<string, Job>> } =
  parse(readFileSync('examples/flux/workflow.yaml', 'utf8'));

const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

/** The script of the only step of a job that has one with this in it. */
function script(job: string, holding: string): string {
  const found = workflow.jobs[job]?.steps.filter(({ run }) => run?.includes(holding)) ?? [];
  const [{ run } = { run: undefined }] = found;
  if (found.length !== 1 || run === undefined) throw new Error(`${job}: ${holding}`);
  return run;
}

const actionlint = findProgram('actionlint');
const shellcheck = findProgram('shellcheck');
const jq = findProgram('jq');
const lacking = ['kustomize', 'git'].some((name) => findProgram(name) === undefined);

test.skipIf(actionlint === undefined)(
  'the workflow is sound (skipped without actionlint)',
  async () => {
    const checked = await ended(actionlint ?? '', ['examples/flux/workflow.yaml']);
    expect(checked).toEqual({ status: 0, stdout: '', stderr: '' });
  },
);

test.skipIf(shellcheck === undefined)(
  'the scripts are sound (skipped without shellcheck)',
  async () => {
    const scripts = ['examples/flux/publish.sh', 'examples/flux/review.sh'];
    expect(await ended(shellcheck ?? '', scripts)).toEqual({ status: 0, stdout: '', stderr: '' });
  },
);

describe('the workflow', () => {
  test('puts nothing of the pull request into a script', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('names every action by its commit, or says that it should', () => {
    const text = readFileSync('examples/flux/workflow.yaml', 'utf8');
    const loose = steps
      .map(({ uses }) => uses)
      .filter((uses) => uses !== undefined && !/@[0-9a-f]{40}$/.test(uses));
    expect(loose).toEqual(['fluxcd/flux2/action@v2.9.5']);
    expect(text).toContain('# Pin this to a commit, too');
  });

  test('may write only where it runs nothing of the pull request', () => {
    expect(workflow.permissions).toEqual({});
    expect(workflow.jobs.review?.permissions).toEqual({ contents: 'read' });
    expect(workflow.jobs.comment?.permissions).toEqual({ 'pull-requests': 'write' });
    expect(workflow.jobs.comment?.steps.flatMap(({ uses = [] }) => uses)).toEqual([]);
  });
});

describe.skipIf(lacking)('on a pull request (skipped without kustomize, git)', () => {
  interface Reviewed extends Ended {
    readonly comment: string | undefined;
    readonly summary: string;
  }

  /** Checks out what GitHub does, the merge of a pull request, and runs the step. */
  async function review(repository: Repository): Promise<Reviewed> {
    const { folder, git, bash, commit } = repository;
    await git('checkout', '--quiet', '-b', 'change');
    await commit();
    await git('checkout', '--quiet', 'main');
    await git('merge', '--quiet', '--no-ff', '--message', 'merge', 'change');
    const runner = join(folder, '..', 'runner');
    mkdirSync(runner);
    const files = { GITHUB_OUTPUT: join(runner, 'out'), GITHUB_STEP_SUMMARY: join(runner, 'sum') };
    for (const file of Object.values(files)) appendFileSync(file, '');
    const env = { ...files, RUNNER_TEMP: runner, OVERLAY: 'app' };
    const clone = 'git clone --quiet --depth 2 "file://$PWD" ../clone && cd ../clone';
    const result = await bash(`${clone}\n${script('review', 'review.sh')}`, env);
    const output = readFileSync(files.GITHUB_OUTPUT, 'utf8');
    const [, , comment] = /^comment<<(\w{32})\n(.*)\n\1\n$/s.exec(output) ?? [];
    return { ...result, comment, summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') };
  }

  test.concurrent('the comment tells the change from what it is merged into', async (context) => {
    const repository = await createRepository(context);
    setTarget(repository, '"80"');
    await lock(repository);
    const { status, comment, summary } = await review(repository);
    expect(status).toBe(0);
    expect(comment).toContain('`cpu 60%` → `cpu 80%`');
    expect(summary).toBe(`${comment}\n`);
  });

  test.concurrent('there is a comment when the review fails, too', async (context) => {
    const repository = await createRepository(context);
    setTarget(repository, 'sixty');
    const { status, comment } = await review(repository);
    expect(status).toBe(1);
    expect(comment).toContain('sixty');
  });
});

describe.skipIf(jq === undefined)('the comment (skipped without jq)', () => {
  const comment = '<!-- revcast: app -->\n### What changes\n\n"$(exit 1)" `exit 1`';

  /** What the step sends, where these comments are there. */
  async function send(context: TestContext, there: readonly object[]): Promise<string[]> {
    const { folder, bash } = await createRepository(context);
    // Stands for GitHub's command: lists what is there, and notes what is sent.
    const gh = `#!/bin/bash
      if [ "$1 $2" = 'api --paginate' ]; then jq -r "$5" there.json; else printf '%s\\n' "$@" >sent; fi`;
    writeFileSync(join(folder, 'there.json'), JSON.stringify(there));
    writeFileSync(join(folder, '..', 'bin', 'gh'), gh, { mode: 0o755 });
    const { status, stderr } = await bash(script('comment', 'gh api'), {
      COMMENT: comment,
      NUMBER: '7',
      GITHUB_REPOSITORY: 'example/shop',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return readFileSync(join(folder, 'sent'), 'utf8').trimEnd().split('\n');
  }

  const bot = { login: 'github-actions[bot]' };
  const body = comment.split('\n');

  test.concurrent('is written the first time', async (context) => {
    const there = [
      { id: 1, user: { login: 'somebody' }, body: comment },
      { id: 2, user: bot, body: '<!-- revcast: other -->' },
    ];
    expect(await send(context, there)).toEqual([
      ...['api', '--silent', 'repos/example/shop/issues/7/comments'],
      ...['--raw-field', `body=${body[0]}`, ...body.slice(1)],
    ]);
  });

  test.concurrent('is changed after that', async (context) => {
    const there = [
      { id: 2, user: bot, body: '<!-- revcast: other -->' },
      { id: 3, user: bot, body: '<!-- revcast: app -->\nold' },
    ];
    expect(await send(context, there)).toEqual([
      ...['api', '--silent', '--method', 'PATCH', 'repos/example/shop/issues/comments/3'],
      ...['--raw-field', `body=${body[0]}`, ...body.slice(1)],
    ]);
  });
});
