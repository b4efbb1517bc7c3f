import { chmodSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { findProgram } from '../support/programs.ts';
import { revcast } from '../support/revcast.ts';
import { changesOf, createRepository, gitFiles, type Repository, service } from './repository.ts';

const lacking = findProgram('git') === undefined;

/** Two Services in a commit, of which one was changed and another came since. */
async function createChange(context: TestContext): Promise<Repository> {
  const repository = await createRepository(context);
  repository.write('k8s/a.yaml', service('a'));
  repository.write('k8s/deep/b.yaml', service('b'));
  await repository.commit();
  repository.write('k8s/a.yaml', service('a', 70));
  repository.write('k8s/c.yaml', service('c'));
  return repository;
}

const changes = 'a revision, b same, c new';

describe.skipIf(lacking)('against a commit (skipped without git)', () => {
  test.concurrent('compares the working tree, and leaves nothing behind', async (context) => {
    const { folder, temporary, reviewed, git } = await createChange(context);
    await git('config', 'core.splitIndex', 'true');
    await git('add', 'k8s/c.yaml');
    const before = gitFiles(folder);
    expect(changesOf(await reviewed(['k8s', '--against', 'main']))).toBe(changes);
    expect(gitFiles(folder)).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.concurrent.for([
    'main',
    'heads/main',
    'refs/heads/main',
    'v1',
    'HEAD',
    'later~1',
    'later...',
    'v1...',
  ])('%s names it', async (revision, context) => {
    const { git, reviewed, write, commit } = await createRepository(context);
    write('a.yaml', service('a'));
    await commit();
    await git('tag', '--annotate', '--message', 'one', 'v1');
    await git('switch', '--quiet', '--create', 'later');
    write('a.yaml', service('a', 99));
    await commit();
    await git('switch', '--quiet', 'main');
    write('a.yaml', service('a', 70));
    const { against, services } = await reviewed(['a.yaml', '--against', revision]);
    expect(against).toBe(revision);
    expect(services[0]?.change?.fields).toEqual([
      expect.objectContaining({ path: expect.stringMatching(/value$/), old: '60', new: '70' }),
    ]);
  });

  test.concurrent('files have the names that the user gave them', async (context) => {
    const { folder, reviewed } = await createChange(context);
    rmSync(join(folder, 'k8s/deep'), { recursive: true });
    const { services } = await reviewed(['./k8s/', '--against', 'main']);
    const files = services.map(({ source }) => source.file);
    expect(files).toEqual(['k8s/a.yaml', 'k8s/deep/b.yaml', 'k8s/c.yaml']);
  });

  test.concurrent.for([
    ['k8s', '.'],
    ['k8s/deep', '..'],
    ['k8s/deep', '../a.yaml', 'b.yaml', '../../k8s/c.yaml'],
    ['.', 'k8s/**/*.yaml'],
    ['k8s/deep', '../**/*.yaml'],
    ['.', 'ABSOLUTE/k8s'],
    ['k8s', 'ABSOLUTE/k8s/**/[abc].yaml'],
    ['../tmp', '../repository/k8s'],
  ])('from %s at %s', async ([from = '', ...paths], context) => {
    const { folder, reviewed } = await createChange(context);
    const given = paths.map((path) => path.replace('ABSOLUTE', folder));
    const run = { cwd: join(folder, from) };
    expect(changesOf(await reviewed([...given, '--against', 'main'], run))).toBe(changes);
  });

  test.concurrent('files may have any name', async (context) => {
    const { write, commit, reviewed, temporary } = await createRepository(context);
    const names = ['-x.yaml', 'a b.yaml', '"ü\n*[a].yaml', '{c}/$(exit 1).yaml', '.d.yaml'];
    for (const [index, name] of names.entries()) write(name, service(`s${index}`));
    await commit();
    const paths = names.map((name) => `./${name}`);
    const review = await reviewed([...paths, '--against', 'HEAD']);
    expect(changesOf(review)).toBe('s0 same, s1 same, s2 same, s3 same, s4 same');
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.concurrent('links are followed, in the past too', async (context) => {
    const { folder, write, commit, reviewed } = await createRepository(context);
    write('k8s/a.yaml', service('a'));
    write('shared/b.yaml', service('b'));
    symlinkSync('../shared/b.yaml', join(folder, 'k8s/b.yaml'));
    symlinkSync('k8s', join(folder, 'link'));
    await commit();
    for (const path of ['k8s', 'link', 'link/b.yaml', 'k8s/b.yaml']) {
      const changed = changesOf(await reviewed([path, '--against', 'HEAD']));
      expect(changed, path).toBe(path.includes('b.yaml') ? 'b same' : 'a same, b same');
    }
  });

  test.concurrent('a link from elsewhere into the repository is as good', async (context) => {
    const { folder, reviewed } = await createChange(context);
    symlinkSync(folder, join(folder, '../elsewhere'));
    const run = { cwd: join(folder, '..') };
    expect(changesOf(await reviewed(['elsewhere/k8s', '--against', 'main'], run))).toBe(changes);
  });

  test.concurrent('what was not there is told to be new', async (context) => {
    const { write, commit, reviewed } = await createRepository(context);
    await commit();
    write('k8s/a.yaml', service('a'));
    for (const path of ['k8s', 'k8s/a.yaml', 'k8s/*.yaml']) {
      const review = await reviewed([path, '--against', 'HEAD']);
      expect(changesOf(review)).toBe('a new');
      expect(review.findings).toEqual([
        expect.objectContaining({
          code: 'RC1907',
          message: `${path} has no manifests in HEAD: all in it counts as new`,
        }),
      ]);
    }
  });

  test.concurrent('the lock file and the ConfigMaps are those of then', async (context) => {
    const { write, commit, reviewed, folder } = await createRepository(context);
    const config = (max: number): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: config-autoscaler, namespace: knative-serving }\ndata: { max-scale: "${max}" }\n`;
    const unlimited = service('a').replace(/.*max-scale.*\n/, '');
    write('cluster.yaml', config(10));
    write('k8s/a.yaml', unlimited);
    await lock(folder);
    write('k8s/a.yaml', unlimited.replace('"60"', '"61"'));
    await lock(folder);
    await commit();
    write('k8s/a.yaml', unlimited.replace('"60"', '"62"'));
    write('cluster.yaml', config(20));
    await lock(folder);
    const args = ['k8s', '--cluster-config', 'cluster.yaml', '--against', 'HEAD'];
    const [{ revision, scale, change } = {}] = (await reviewed(args)).services;
    expect(revision).toMatchObject({ name: 'a-00003', prediction: 'lock' });
    expect(change?.before?.revision).toMatchObject({ name: 'a-00002', prediction: 'lock' });
    expect([scale?.max, change?.before?.scale?.max]).toEqual([20, 10]);
  });

  test.concurrent('errors of the past are no errors of the change', async (context) => {
    const { write, commit, review, reviewed } = await createRepository(context);
    write('a.yaml', service('a').replace('"60"', 'sixty'));
    await commit();
    write('a.yaml', service('a'));
    expect(await review(['a.yaml', '--against', 'HEAD'])).toMatchObject({ status: 0, stderr: '' });
    const { services, findings } = await reviewed(['a.yaml', '--against', 'HEAD']);
    expect(services[0]?.change?.before?.mode).toBe('refused');
    expect(findings).toEqual([]);
  });

  test.concurrent('filters and line ends apply, by the attributes of then', async (context) => {
    const { write, commit, reviewed, git } = await createRepository(context);
    await git('config', 'filter.upper.smudge', "sed 's/ONE/a/'");
    await git('config', 'filter.upper.clean', "sed 's/name: a$/name: ONE/'");
    write('.gitattributes', '*.yaml filter=upper\n');
    write('k8s/a.yaml', service('a'));
    await commit();
    expect(await git('show', 'HEAD:k8s/a.yaml')).toContain('name: ONE');
    write('.gitattributes', '');
    expect(changesOf(await reviewed(['k8s', '--against', 'HEAD']))).toBe('a same');
  });

  test.concurrent('a submodule counts at the commit that was recorded', async (context) => {
    const { git, write, commit, folder, reviewed } = await createRepository(context);
    const module = await createRepository(context);
    module.write('b.yaml', service('b'));
    await module.commit();
    await git(
      '-c',
      'protocol.file.allow=always',
      'submodule',
      'add',
      '--quiet',
      module.folder,
      'k8s/m',
    );
    write('k8s/a.yaml', service('a'));
    await commit();
    write('k8s/m/b.yaml', service('b', 70));
    expect(changesOf(await reviewed(['k8s', '--against', 'HEAD']))).toBe('a same, b revision');
    const inside = await reviewed(['.', '--against', 'HEAD'], { cwd: join(folder, 'k8s/m') });
    expect(changesOf(inside)).toBe('b revision');
  });

  test.concurrent('no hook of the repository runs', async (context) => {
    const { folder, write, reviewed } = await createChange(context);
    for (const name of ['post-index-change', 'post-checkout']) {
      write(`.git/hooks/${name}`, '#!/bin/sh\ntouch ran\n');
      chmodSync(join(folder, '.git/hooks', name), 0o755);
    }
    await reviewed(['k8s', '--against', 'main']);
    expect(readdirSync(folder)).toEqual(['.git', 'k8s']);
  });

  test.concurrent('a linked working tree is one, too', async (context) => {
    const { folder, git, reviewed, write } = await createChange(context);
    await git('worktree', 'add', '--quiet', '-b', 'other', '../other', 'main');
    write('../other/k8s/a.yaml', service('a', 70));
    const run = { cwd: join(folder, '../other') };
    const review = await reviewed(['k8s', '--against', 'main'], run);
    expect(changesOf(review)).toBe('a revision, b same');
  });
});

async function lock(cwd: string): Promise<void> {
  const { status, stderr } = await revcast(['lock', 'k8s'], { cwd });
  if (status !== 0) throw new Error(stderr);
}
