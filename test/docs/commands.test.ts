import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Block, blocksOf, pages, userFolder } from '../support/pages.ts';
import { findProgram } from '../support/programs.ts';
import { ended } from '../support/revcast.ts';

const needs = /^needs (.+)$/;

/** The programs besides revcast that a block says it needs, and that are not here. */
function missing({ note }: Block): string[] {
  const programs = needs.exec(note)?.[1]?.split(', ') ?? [];
  return programs.filter((name) => findProgram(name) === undefined);
}

describe.each(pages)('%s', (page) => {
  const runnable = blocksOf(page).filter(
    ({ language, note }) => language === 'sh' && (note === '' || needs.test(note)),
  );
  const lacking = new Set(runnable.flatMap(missing));

  test('every command line runs, in order, in one folder', async () => {
    const { cwd, env } = userFolder();
    try {
      for (const block of runnable.filter((each) => missing(each).length === 0)) {
        const args = ['-euo', 'pipefail', '-c', block.text];
        const { status, stderr } = await ended('bash', args, { cwd, env });
        expect({ status, stderr }, block.text).toMatchObject({ status: 0 });
      }
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
  });

  for (const name of lacking) test.skip(`the command lines that need ${name}: it is not here`);
});

test('command lines that are not run here say why', () => {
  const notes = pages
    .flatMap(blocksOf)
    .filter(({ language, note }) => language === 'sh' && note !== '')
    .map(({ note }) => note);
  // `.ci/run` runs those of CI, and test/cluster those that need a cluster.
  const others = notes.filter((note) => note !== 'ci' && note !== 'cluster' && !needs.test(note));
  expect(others.filter((note) => !/^not run by the tests: /.test(note))).toEqual([]);
});
