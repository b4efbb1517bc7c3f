import { chmodSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { findProgram } from '../support/programs.ts';
import { changesOf, createRepository, gitFiles, type Repository, service } from './repository.ts';

const lacking = findProgram('git') === undefined;

/** A repository whose manifests a script prints: those of the folder `parts`. */
async function createRendered(context: TestContext): Promise<Repository> {
  const repository = await createRepository(context);
  const { write, commit, folder } = repository;
  write('render.sh', '#!/bin/sh\nfor part in parts/*; do echo ---; cat "$part"; done\n');
  chmodSync(join(folder, 'render.sh'), 0o755);
  write('.gitignore', 'ignored\n');
  write('parts/a', service('a'));
  write('parts/gone', service('gone'));
  await commit();
  write('parts/a', service('a', 70));
  rmSync(join(folder, 'parts/gone'));
  return repository;
}

const render = ['--render', './render.sh'];

describe.skipIf(lacking)('--render (skipped without git)', () => {
  test.concurrent('both sides are rendered, and nothing is left', async (context) => {
    const { folder, temporary, reviewed } = await createRendered(context);
    const before = gitFiles(folder);
    const review = await reviewed([...render, '--against', 'HEAD']);
    expect(changesOf(review)).toBe('a revision, gone gone');
    expect(review.services[0]?.source).toEqual({ file: '<render>', line: 5, column: 9 });
    expect(gitFiles(folder)).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.concurrent('what is not committed counts, and what is ignored does not', async (context) => {
    const { write, reviewed, git } = await createRendered(context);
    write('parts/untracked', service('untracked'));
    write('parts/staged', service('staged'));
    await git('add', 'parts/staged');
    write('parts/ignored', service('ignored'));
    expect(changesOf(await reviewed([...render, '--against', 'HEAD']))).toBe(
      'a revision, gone gone, staged new, untracked new',
    );
  });

  test.concurrent('it runs where revcast runs', async (context) => {
    const { folder, write, commit, reviewed } = await createRendered(context);
    write('deep/down/extra.yaml', service('extra'));
    await commit();
    const run = { cwd: join(folder, 'deep/down') };
    const args = ['--render', 'cat extra.yaml && echo --- && cat ../../parts/a'];
    const review = await reviewed([...args, '--against', 'HEAD~1'], run);
    expect(changesOf(review)).toBe('a new, extra new');
    expect(review.findings).toEqual([
      expect.objectContaining({
        code: 'RC1907',
        message: expect.stringMatching(/^this directory/),
      }),
    ]);
    const same = await reviewed(['--render', 'cat extra.yaml', '--against', 'HEAD'], run);
    expect(changesOf(same)).toBe('extra same');
  });

  test.concurrent('links stay links, and what is behind one is not written to', async (context) => {
    const { folder, write, commit, reviewed } = await createRepository(context);
    write('real/a.yaml', service('a'));
    write('moved/b.yaml', service('b'));
    symlinkSync('real', join(folder, 'link'));
    await commit();
    rmSync(join(folder, 'moved'), { recursive: true });
    write('../elsewhere/b.yaml', service('b', 70));
    symlinkSync('../elsewhere', join(folder, 'moved'));
    const command =
      'test -L link && cat link/a.yaml && echo --- && cat real/a.yaml | sed s/:.a$/:\\ z/';
    const review = await reviewed(['--render', command, '--against', 'HEAD']);
    expect(changesOf(review)).toBe('a same, z same');
  });

  test.concurrent('without --against it runs in the directory itself', async (context) => {
    const { folder, write, reviewed } = await createRendered(context);
    write('parts/ignored', service('ignored'));
    const { services } = await reviewed(['--render', './render.sh && pwd >where']);
    expect(services.map(({ name }) => name)).toEqual(['a', 'ignored']);
    expect(readdirSync(folder)).toContain('where');
  });

  test.concurrent('against a directory it runs there, too', async (context) => {
    const { git, write, reviewed, folder } = await createRendered(context);
    await git('worktree', 'add', '--quiet', '--detach', '../base');
    write('revcast.lock.yaml', lockOf('a', 3));
    write('../base/revcast.lock.yaml', lockOf('a', 2));
    const { services } = await reviewed([...render, '--against', '../base']);
    expect(services.map(({ name, change }) => `${name} ${change?.kind}`)).toEqual([
      'a revision',
      'gone gone',
    ]);
    expect(services[0]?.revision?.name).toBe('a-00004');
    expect(services[0]?.change?.before?.revision?.name).toBe('a-00003');
    writeFileSync(join(folder, 'old.yaml'), service('a', 50));
    expect(changesOf(await reviewed([...render, '--against', 'old.yaml']))).toBe('a revision');
  });

  test.concurrent('the lock files are those of each side', async (context) => {
    const { write, commit, reviewed } = await createRendered(context);
    write('revcast.lock.yaml', lockOf('a', 2));
    write('parts/a', service('a'));
    await commit();
    write('revcast.lock.yaml', lockOf('a', 7));
    write('parts/a', service('a', 70));
    const { services } = await reviewed([...render, '--against', 'HEAD']);
    expect(services[0]?.revision?.name).toBe('a-00008');
    expect(services[0]?.change?.before?.revision?.name).toBe('a-00003');
  });

  test.concurrent.for([
    ['exit 3', /--render ended with exit code 3: /],
    ['echo why >&2; false', /--render ended with exit code 1: .*\n {2}why\n$/],
    ['printf "\\033[2J" >&2; false', /\n {2}\\u001b\[2J\n$/],
    ['seq 100 >&2; false', /: seq 100 >&2; false\n {2}81\n/],
    ['true', /--render printed nothing: true\n$/],
    ['kill -9 $$', /--render ended with SIGKILL/],
    ['no-such-program', /--render ended with exit code 127: .*\n.*not found\n$/],
    ['cat', /--render printed nothing: cat\n$/],
  ] as const)('%s fails', async ([command, message], context) => {
    const { review, temporary } = await createRendered(context);
    for (const against of [[], ['--against', 'HEAD']]) {
      const ran = await review(['--render', command, ...against], { stdin: service('stdin') });
      expect(ran).toMatchObject({ status: 4, stdout: '', stderr: expect.stringMatching(message) });
    }
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.concurrent('a past that can not be rendered is left out, which is told', async (context) => {
    const { write, commit, review, temporary } = await createRepository(context);
    write('broken', '');
    await commit();
    rmSync(join(temporary, '../repository/broken'));
    write('a.yaml', service('a'));
    const command = 'test ! -e broken || { echo it is broken >&2; exit 2; }; cat a.yaml';
    const args = ['--render', command, '--against', 'HEAD'];
    const { status, stdout } = await review(args);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /warning RC1906: HEAD is left out .* ended with exit code 2: .*: it is broken\n/,
    );
    expect(await review([...args, '--fail-on', 'warning'])).toMatchObject({ status: 1 });
  });

  test.concurrent('it sees the environment', async (context) => {
    const { reviewed } = await createRepository(context);
    const run = { env: { MANIFEST: service('a') } };
    const { services } = await reviewed(['--render', 'echo "$MANIFEST"'], run);
    expect(services.map(({ name }) => name)).toEqual(['a']);
  });
});

function lockOf(name: string, generation: number): string {
  return `services:\n  shop/${name}:\n    generation: ${generation}\n    template: "0000000000000000"\nversion: 1\n`;
}
