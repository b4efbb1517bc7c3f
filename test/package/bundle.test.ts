import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { builtCommand, revcast } from '../support/revcast.ts';

const file = (name: string): string => readFileSync(join(dirname(builtCommand()), name), 'utf8');

test('what only some command lines need is loaded by those', () => {
  for (const word of ['revcast_fixer_queue_depth', 'KUBERNETES_SERVICE_HOST', 'stdTimeFunctions']) {
    expect(file('fixer.cjs')).toContain(word);
    expect(file('main.cjs')).not.toContain(word);
  }
  expect(file('live.cjs')).toContain('KUBERNETES_SERVICE_HOST');
  expect(file('live.cjs')).not.toContain('stdTimeFunctions');
});

test('the licence of everything in the bundle goes with it', () => {
  const licences = file('LICENSES.txt');
  for (const name of [
    'yaml',
    'fast-glob',
    'fastest-levenshtein',
    'pino',
    'prom-client',
    'tdigest',
  ]) {
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, 'm'));
  }
  expect(licences).toContain('Permission to use, copy, modify');
});

test('the bundle needs no package beside it', () => {
  const parts = readdirSync(dirname(builtCommand())).filter((name) => name.endsWith('.cjs'));
  const wanted = new Set(parts.map((name) => `./${name}`));
  for (const part of parts) {
    const names = file(part).matchAll(/\b(?:require|import)\("([^"]+)"\)/g);
    const outside = [...names].map(([, name = '']) => name).filter((name) => !isBuiltin(name));
    expect(
      outside.filter((name) => !wanted.has(name)),
      part,
    ).toEqual([]);
  }
});

test('a part of the bundle that is loaded late is found from any folder', async () => {
  const args = ['fix', '--once', '--kubeconfig=nowhere'];
  const { status, stderr } = await revcast(args, { cwd: '/' });
  expect({ status, stderr }).toEqual({
    status: 4,
    stderr: expect.stringMatching(/^revcast fix: .*nowhere/),
  });
});
