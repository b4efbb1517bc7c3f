import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { builtCommand, ended } from '../support/revcast.ts';

interface Block {
  readonly language: string;
  readonly text: string;
  /** The comment on the line before the block. */
  readonly note: string;
}

const pages = ['README.md', ...readdirSync('docs').map((name) => join('docs', name))].filter(
  (path) => path.endsWith('.md'),
);

function blocksOf(page: string): Block[] {
  const pattern = /(?:<!-- ([^\n]*) -->\n)?```(\w+)\n(.*?)```/gs;
  return [...readFileSync(page, 'utf8').matchAll(pattern)].map(
    ([, note = '', language = '', text = '']) => ({ note, language, text }),
  );
}

/** A folder with the examples, and on the path the command as it is built from these sources. */
async function folder(): Promise<{ cwd: string; env: Record<string, string> }> {
  const cwd = mkdtempSync(join(tmpdir(), 'revcast-docs-'));
  cpSync('examples', join(cwd, 'examples'), { recursive: true });
  const bin = join(cwd, '.bin');
  mkdirSync(bin);
  const command = `#!/bin/sh\nexec "${process.execPath}" "${builtCommand()}" "$@"\n`;
  writeFileSync(join(bin, 'revcast'), command);
  chmodSync(join(bin, 'revcast'), 0o755);
  return { cwd, env: { PATH: `${bin}${delimiter}${process.env.PATH}` } };
}

test.each(pages)('every command line of %s runs, in order, in one folder', async (page) => {
  const blocks = blocksOf(page).filter(({ language, note }) => language === 'sh' && note === '');
  const { cwd, env } = await folder();
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
  expect(notes.filter((note) => note !== 'ci' && !/^not run by the tests: /.test(note))).toEqual(
    [],
  );
});
