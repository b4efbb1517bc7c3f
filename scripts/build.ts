/** Builds dist/: the command, the library, and the library's types. */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleCommand, bundleLibrary, root } from './bundle.ts';

rmSync(join(root, 'dist'), { recursive: true, force: true });
const [command] = await Promise.all([bundleCommand('dist'), bundleLibrary('dist')]);
chmodSync(command, 0o755);
const tsc = join(root, 'node_modules/typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
