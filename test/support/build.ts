import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleCommand } from '../../scripts/bundle.ts';

/** Before all tests: bundles the command from the sources as they are now. */
export async function setup(): Promise<() => void> {
  const directory = join('node_modules', '.cache', 'revcast', `test-${process.pid}`);
  process.env.BUILT_COMMAND = await bundleCommand(directory).catch(() => '');
  return () => rmSync(directory, { recursive: true, force: true });
}
