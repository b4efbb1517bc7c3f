import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Ended, ended, type Run } from './revcast.ts';

/** Deno comes as a development dependency. */
export const deno: string = resolve('node_modules/.bin/deno');

/** The permissions that the README names: what is tested is what users are told. */
export function permissions(command = 'render'): string[] {
  const line = readFileSync('README.md', 'utf8').match(
    new RegExp(`^deno run (.*) src/main\\.ts ${command}`, 'm'),
  );
  return (line?.[1] ?? '').split(' ');
}

/** Runs the sources on Deno with these permissions, and never asks for more. */
export async function onDeno(
  main: string,
  args: readonly string[],
  allowed: readonly string[],
  run: Run = {},
): Promise<Ended> {
  return await ended(deno, ['run', '--no-prompt', '--quiet', ...allowed, main, ...args], run);
}
