import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Case, readCases } from './support/cases.ts';
import { revcast } from './support/revcast.ts';

/** `vitest -u` writes what is expected anew; read the difference before you keep it. */
describe.each(readCases())('$folder', ({ folder, input, expectations, args }: Case) => {
  it('renders as expected', async () => {
    const { status, stdout, stderr } = await revcast(['render', ...args, input], { cwd: folder });
    await same(expectations, `expected.${suffix(input, args)}`, stdout);
    await same(expectations, 'findings.txt', stderr);
    expect(status).toBe(/: error RC/.test(stderr) ? 1 : 0);
  });
});

/** An expectation that would be empty has no file. */
async function same(folder: string, name: string, text: string): Promise<void> {
  const file = join(folder, name);
  if (text === '' && !existsSync(file)) return;
  await expect(text).toMatchFileSnapshot(join('..', file));
}

function suffix(input: string, args: readonly string[]): string {
  if (args.includes('--format=tf')) return 'tf.json';
  return args.includes('--format=json') || input.endsWith('.json') ? 'json' : 'yaml';
}
