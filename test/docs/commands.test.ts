import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { blocksOf, pages, userFolder } from '../support/pages.ts';
import { ended } from '../support/revcast.ts';

test.each(pages)('every command line of %s runs, in order, in one folder', async (page) => {
  const blocks = blocksOf(page).filter(({ language, note }) => language === 'sh' && note === '');
  const { cwd, env } = userFolder();
  try {
    for (const { text } of blocks) {
      const { status, stderr } = await ended('bash', ['-euo', 'pipefail', '-c', text], {
        cwd,
        env,
      });
      expect({ status, stderr }, text).toMatchObject({ status: 0 });
    }
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
});

test('command lines that are not run here say why', () => {
  const notes = pages
    .flatMap(blocksOf)
    .filter(({ language, note }) => language === 'sh' && note !== '')
    .map(({ note }) => note);
  // `.ci/run` runs those of CI, and test/cluster those that need a cluster.
  const others = notes.filter((note) => note !== 'ci' && note !== 'cluster');
  expect(others.filter((note) => !/^not run by the tests: /.test(note))).toEqual([]);
});
