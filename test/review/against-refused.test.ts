import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProgram } from '../support/programs.ts';
import { ended } from '../support/revcast.ts';
import { createRepository, service } from './repository.ts';

const lacking = findProgram('git') === undefined;

describe.skipIf(lacking)('what can not be compared with (skipped without git)', () => {
  test.concurrent.for<readonly [args: readonly string[], status: number, message: RegExp]>([
    [
      ['a.yaml', '--against', 'maine'],
      4,
      /"maine": there is no such file .*, and no such branch.*\(did you mean main\?\)/,
    ],
    [['a.yaml', '--against', 'v2'], 4, /"v2": .*: is it fetched\? git fetch gets/],
    [['a.yaml', '--against=--output=ran'], 2, /a path or a Git revision, not "--output=ran"/],
    [['a.yaml', '--against=-h'], 2, /a path or a Git revision, not "-h"/],
    [
      ['a.yaml', '--against', 'main..HEAD'],
      2,
      /one branch, tag or commit, or main\.\.\. .* not "main\.\.HEAD"/,
    ],
    [['a.yaml', '--against', 'main...HEAD'], 2, /not "main\.\.\.HEAD"/],
    [['a.yaml', '--against', '...'], 2, /not "\.\.\."/],
    [['a.yaml', '--against', 'HEAD:a.yaml'], 2, /not "HEAD:a\.yaml"/],
    [['--against', 'main'], 2, /standard input has no past in main: name files, or give --render/],
    [['-', '--against', 'main'], 2, /standard input has no past in main/],
    [['a.yaml', '-', '--against', 'main'], 2, /standard input has no past in main/],
    [['--against', '-'], 2, /can't both be standard input/],
    [
      ['../outside.yaml', 'a.yaml', '--against', 'main'],
      4,
      /no Git repository to look for a commit in/,
    ],
    [
      ['a.yaml', '../outside.yaml', '--against', 'main'],
      2,
      /\.\.\/outside\.yaml is not in the Git repository/,
    ],
    [['a.yaml', '--explain', 'a', '--against', 'main'], 2, /--explain .* can't go with --against/],
    [
      ['a.yaml', '--render', 'cat a.yaml', '--against', 'main'],
      2,
      /--render .* can't go with a\.yaml/,
    ],
  ])('%j', async ([args, status, message], context) => {
    const { write, commit, review, folder, temporary } = await createRepository(context);
    write('a.yaml', service('a'));
    await commit();
    write('../outside.yaml', service('b'));
    const ran = await review(args, { stdin: service('a') });
    expect(ran).toMatchObject({ status, stdout: '', stderr: expect.stringMatching(message) });
    expect(readdirSync(folder).sort()).toEqual(['.git', 'a.yaml']);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.concurrent('a file of the name of a branch is the file', async (context) => {
    const { write, commit, reviewed } = await createRepository(context);
    write('a.yaml', service('a', 60));
    await commit();
    write('main', service('a', 50));
    write('a.yaml', service('a', 70));
    const old = async (state: string): Promise<unknown> =>
      (await reviewed(['a.yaml', '--against', state])).services[0]?.change?.fields[0]?.old;
    expect(await old('main')).toBe('50');
    expect(await old('./main')).toBe('50');
    expect(await old('refs/heads/main')).toBe('60');
  });

  test.concurrent('of a shallow clone it is told how to deepen it', async (context) => {
    const { write, commit, folder, review, variables } = await createRepository(context);
    write('a.yaml', service('a'));
    await commit();
    await commit();
    const clone = join(folder, '../clone');
    const args = ['clone', '--quiet', '--depth', '1', `file://${folder}`, clone];
    expect(await ended('git', args, { env: variables })).toMatchObject({ status: 0 });
    for (const revision of ['HEAD~1', 'v1']) {
      const ran = await review(['a.yaml', '--against', revision], { cwd: clone });
      expect(ran).toMatchObject({ status: 4, stdout: '' });
      expect(ran.stderr).toMatch(/this clone is shallow: run git fetch .*fetch-depth: 0/);
    }
  });

  test.concurrent('branches with nothing in common have left each other nowhere', async (context) => {
    const { write, commit, git, review } = await createRepository(context);
    write('a.yaml', service('a'));
    await commit();
    await git('switch', '--quiet', '--orphan', 'other');
    write('a.yaml', service('a', 70));
    await commit();
    const ran = await review(['a.yaml', '--against', 'main...']);
    expect(ran).toMatchObject({ status: 4, stdout: '' });
    expect(ran.stderr).toContain('main and HEAD have no commit in common');
  });

  test.concurrent('outside of any repository', async (context) => {
    const { write, folder, review } = await createRepository(context);
    rmSync(join(folder, '.git'), { recursive: true });
    write('a.yaml', service('a'));
    const ran = await review(['a.yaml', '--against', 'main']);
    expect(ran).toMatchObject({ status: 4, stdout: '' });
    expect(ran.stderr).toMatch(
      /^revcast: --against main: there is no such file or directory, and no Git repository .*not a git repository/,
    );
  });

  test.concurrent('without git', async (context) => {
    const { write, review } = await createRepository(context);
    write('a.yaml', service('a'));
    const ran = await review(['a.yaml', '--against', 'main'], { env: { PATH: '/nowhere' } });
    expect(ran).toMatchObject({ status: 4, stdout: '' });
    expect(ran.stderr).toContain('there is no git on the PATH');
  });

  test.concurrent('without a place for a checkout', async (context) => {
    const { write, commit, review } = await createRepository(context);
    write('a.yaml', service('a'));
    await commit();
    const ran = await review(['a.yaml', '--against', 'main'], { env: { TMPDIR: '/nowhere' } });
    expect(ran).toMatchObject({ status: 4, stdout: '' });
    expect(ran.stderr).toBe(
      'revcast: /nowhere: no such file or directory: name another directory by TMPDIR\n',
    );
  });
});
