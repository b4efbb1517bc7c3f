import { readFileSync } from 'node:fs';
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
  for (const name of ['yaml', 'fastest-levenshtein', 'pino', 'prom-client', 'tdigest']) {
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, 'm'));
  }
  expect(licences).toContain('Permission to use, copy, modify');
});

test('a part of the bundle that is loaded late is found from any folder', async () => {
  const args = ['fix', '--once', '--kubeconfig=nowhere'];
  const { status, stderr } = await revcast(args, { cwd: '/' });
  expect({ status, stderr }).toEqual({
    status: 4,
    stderr: expect.stringMatching(/^revcast fix: .*nowhere/),
  });
});
