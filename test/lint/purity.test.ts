import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ended } from '../support/revcast.ts';

const pure = [
  "export { hash } from 'node:crypto';",
  "export { Buffer } from 'node:buffer';",
  "export { parse } from 'yaml';",
];

const impure = [
  "export { readFileSync } from 'node:fs';",
  "export { readFile } from 'node:fs/promises';",
  "export const files = import('node:fs');",
  "export { env } from 'node:process';",
  "export { cpus } from 'node:os';",
  "export { setTimeout } from 'node:timers/promises';",
  "export { get } from 'node:https';",
  "export { default as glob } from 'fast-glob';",
  "export { readSources } from '../manifest/sources.ts';",
  "export { run } from '../commands/cli.ts';",
  'export const variable = process.env.HOME;',
  'export const variable = globalThis.process.env.HOME;',
  'export const now = Date.now();',
  'export const now = performance.now();',
  'export const id = crypto.randomUUID();',
  "export const page = fetch('http://localhost');",
  "export const text = Deno.readTextFileSync('a');",
  "console.log('said');",
  'setTimeout(() => undefined, 1);',
];

const core = (index: number): string => `src/knative/impure-${index}.ts`;
const edges = [
  'src/main.ts',
  'src/commands/edge.ts',
  'src/manifest/sources.ts',
  'src/kubernetes/request.ts',
  'src/fixer/run.ts',
];

let folder: string;
let refused: Set<string>;

/** One run over a project that has the rules of this one, and a file for each line. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'revcast-lint-'));
  copyFileSync('biome.json', join(folder, 'biome.json'));
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  };
  for (const [index, line] of impure.entries()) put(core(index), line);
  put('src/knative/pure.ts', pure.join('\n'));
  for (const path of edges) put(path, impure[0] ?? '');
  const biome = resolve('node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--reporter=github', '--max-diagnostics=none', '.'];
  const { stdout } = await ended(process.execPath, args, { cwd: folder });
  refused = new Set(stdout.match(/(?<=^::error .*,file=.*)\bsrc\/[^,]+/gm));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the linter refuses in the core', () => {
  test.each(impure.map((line, index) => [line, index] as const))('%s', (_, index) => {
    expect(refused).toContain(core(index));
  });
});

test('it allows what is pure, and the edges of the program what they are for', () => {
  for (const path of ['src/knative/pure.ts', ...edges]) expect(refused).not.toContain(path);
});
