import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Where Go's module cache has a module, in the version that a program of test/programs names. */
export function moduleFolder(program: 'knative' | 'keda', module: string): string {
  const cwd = join('test', 'programs', program);
  const ask = (args: readonly string[]): string =>
    execFileSync('go', args, { cwd, encoding: 'utf8' }).trim();
  const format = ['-f', '{{.Dir}}'];
  const folder = ask(['list', '-m', ...format, module]);
  if (folder !== '') return folder;
  ask(['mod', 'download', module]);
  return ask(['list', '-m', ...format, module]);
}
