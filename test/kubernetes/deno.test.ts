import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onDeno } from '../support/deno.ts';

test('lists and watches on Deno, through a broken connection and a restarted server', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'revcast-deno-'));
  const allowed = [
    '--allow-net=127.0.0.1',
    '--allow-read',
    `--allow-write=${folder}`,
    '--allow-env',
    '--allow-sys=homedir',
  ];
  try {
    const ran = await onDeno('test/kubernetes/on-deno.ts', [join(folder, 'config')], allowed);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout.trim().split('\n')).toEqual([
      'listed 700',
      'm699',
      'watched',
      'cut',
      'restarted',
      'lists 1',
      'stopped',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
