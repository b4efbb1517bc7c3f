import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRepository, service } from '../review/repository.ts';
import { onDeno, permissions } from '../support/deno.ts';
import { findProgram } from '../support/programs.ts';
import { revcast } from '../support/revcast.ts';

const main = resolve('src/main.ts');
const looking = permissions().map((each) =>
  each.startsWith('--allow-env=') ? `${each},TERM,LC_ALL,LC_CTYPE,LANG` : each,
);

describe('revcast review on Deno says what it says on Node', () => {
  const change = ['review/change', '--against', 'review/main'];

  test.each([
    [['cpu', 'own-scaledobject']],
    [change],
    [[...change, '--format=markdown']],
    [[...change, '--format=json']],
    [[...change, '--format=sarif', '--fail-on=warning']],
    [['cpu', '--explain', 'checkout']],
    [['cpu', '--explain', 'chekout']],
  ])('%j', async (args) => {
    const run = { cwd: 'examples' };
    const expected = await revcast(['review', ...args], run);
    expect(await onDeno(main, ['review', ...args], looking, run)).toEqual(expected);
  });
});

describe.skipIf(findProgram('git') === undefined)(
  'with programs, and the permissions of the README (skipped without git)',
  () => {
    test.for([
      [['deploy', '--against', 'HEAD']],
      [['--render', 'cat deploy/*', '--against', 'HEAD']],
      [['--render', 'echo no >&2; exit 3', '--against', 'HEAD']],
      [['deploy', '--against', 'nothing']],
    ])('%j', async ([args = []], context) => {
      const { folder: cwd, temporary, variables, write, commit } = await createRepository(context);
      write('deploy/a.yaml', service('a'));
      await commit();
      write('deploy/a.yaml', service('a', 70));
      const run = { cwd, env: variables };
      const allowed = permissions('review').map((each) =>
        each.startsWith('--allow-write=') ? `--allow-write=${temporary}` : each,
      );
      const expected = await revcast(['review', ...args], run);
      expect(await onDeno(main, ['review', ...args], allowed, run)).toEqual(expected);
      expect(readdirSync(temporary)).toEqual([]);
    });
  },
);
