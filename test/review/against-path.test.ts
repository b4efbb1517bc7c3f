import { join } from 'node:path';
import { expect, test } from 'vitest';
import { revcast } from '../support/revcast.ts';
import { changesOf, createRepository, service } from './repository.ts';

test.concurrent('a directory is compared with a directory', async (context) => {
  const { write, reviewed } = await createRepository(context);
  write('old/a.yaml', service('a'));
  write('old/gone.yaml', service('gone'));
  write('new/a.yaml', service('a', 70));
  const review = await reviewed(['new', '--against', 'old']);
  expect(changesOf(review)).toBe('a revision, gone gone');
  expect(review.against).toBe('old');
  expect(review.services.map(({ source }) => source.file)).toEqual(['new/a.yaml', 'old/gone.yaml']);
});

test.concurrent('a file is compared with standard input, and the other way round', async (context) => {
  const { write, reviewed } = await createRepository(context);
  write('old.yaml', service('a'));
  const stdin = service('a', 70);
  const before = async (args: readonly string[]): Promise<unknown> =>
    (await reviewed(args, { stdin })).services[0]?.change?.fields[0];
  expect(await before(['--against', 'old.yaml'])).toMatchObject({ old: '60', new: '70' });
  expect(await before(['--against', '-', 'old.yaml'])).toMatchObject({ old: '70', new: '60' });
});

test.concurrent('an empty file is a failure of what was to write it', async (context) => {
  const { write, review } = await createRepository(context);
  write('old.yaml', '');
  write('a.yaml', service('a'));
  const ran = await review(['a.yaml', '--against', 'old.yaml']);
  expect(ran).toMatchObject({ status: 4, stdout: '' });
  expect(ran.stderr).toContain('the input is empty');
});

test.concurrent('the lock file lies as that of what is reviewed', async (context) => {
  const { write, reviewed, folder } = await createRepository(context);
  for (const [side, targets] of [
    ['old', [60, 61]],
    ['new', [60, 61, 62]],
  ] as const) {
    for (const target of targets) {
      write(`${side}/k8s/a.yaml`, service('a', target));
      await revcast(['lock', 'k8s'], { cwd: join(folder, side) });
    }
  }
  const run = { cwd: join(folder, 'new') };
  const names = async (...args: string[]): Promise<unknown> => {
    const [{ revision, change } = {}] = (await reviewed(args, run)).services;
    return [change?.before?.revision?.name, revision?.name];
  };
  const expected = ['a-00002', 'a-00003'];
  expect(await names('.', '--against', '../old')).toEqual(expected);
  expect(await names('k8s', '--against', '../old/k8s')).toEqual(expected);
  expect(await names('./k8s/a.yaml', '--against', '../old/k8s/a.yaml')).toEqual(expected);
  expect(await names('.', '--against', '../old/k8s')).toEqual(['a-00001', 'a-00003']);
});

test.concurrent('the lock file of what is reviewed is not that of a file beside it', async (context) => {
  const { write, reviewed, folder } = await createRepository(context);
  write('old.yaml', service('a', 61));
  for (const target of [60, 61, 62]) {
    write('new.yaml', service('a', target));
    await revcast(['lock', 'new.yaml'], { cwd: folder });
  }
  const [{ revision, change } = {}] = (await reviewed(['new.yaml', '--against', 'old.yaml']))
    .services;
  expect(revision).toMatchObject({ name: 'a-00003', prediction: 'lock' });
  expect(change?.before?.revision?.prediction).toBe('initial');
});

test.concurrent('ConfigMaps inside of what is compared have a counterpart', async (context) => {
  const { write, reviewed } = await createRepository(context);
  const config = (max: number): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: config-autoscaler, namespace: knative-serving }\ndata: { max-scale: "${max}" }\n`;
  const unlimited = service('a').replace(/.*max-scale.*\n/, '');
  for (const [side, max] of [
    ['old', 10],
    ['new', 20],
  ] as const) {
    write(`${side}/a.yaml`, unlimited);
    write(`${side}/.cluster/config.yaml`, config(max));
  }
  write('config.yaml', config(30));
  const limits = async (file: string): Promise<unknown> => {
    const args = ['new', '--against', 'old', '--cluster-config', file];
    const [{ scale, change } = {}] = (await reviewed(args)).services;
    return [change?.before?.scale?.max, scale?.max];
  };
  expect(await limits('new/.cluster/config.yaml')).toEqual([10, 20]);
  expect(await limits('config.yaml')).toEqual([30, 30]);
});
