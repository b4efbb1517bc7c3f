import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../support/programs.ts';

const unshare = findProgram('unshare');

/** Root may mount, but not in every container. */
export const canEnter: boolean =
  unshare !== undefined &&
  spawnSync(unshare, ['--mount', 'mount', '--bind', '/tmp', '/tmp']).status === 0;

/** For titles: why there are no tests that enter. */
export const cannot: string = canEnter ? '' : ' (skipped: needs unshare, and the right to mount)';

export interface Inside {
  readonly user: number;
  /** Default: the working directory of the image. */
  readonly cwd?: string;
  /** Folders of this machine, by where they are inside. */
  readonly mounts?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

const mount = `
  root=$1
  mount --bind "$root" "$root"
  mount --rbind /dev "$root/dev"
  mount --rbind /proc "$root/proc"
  mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
  shift
  while [ "$1" != -- ]; do
    mount --bind "$2" "$root$1"
    shift 2
  done
  shift
  mount -o remount,bind,ro "$root"
  exec "$@"
`;

/**
 * The arguments of `unshare` that run a command line as a container runtime does: with a root that
 * can't be written, a /tmp of its own, no capability, and no variable but those that are given.
 */
export function entering(
  root: string,
  commandLine: readonly string[],
  { user, cwd = '/work', mounts = {}, env = {} }: Inside,
): string[] {
  for (const to of Object.keys(mounts)) mkdirSync(join(root, to), { recursive: true });
  const variables = Object.entries({ PATH: '/usr/local/bin', ...env });
  return [
    ...['--mount', 'sh', '-euc', mount, 'sh', root, ...Object.entries(mounts).flat(), '--'],
    ...['env', '-i', ...variables.map(([name, value]) => `${name}=${value}`)],
    ...[unshare ?? '', `--root=${root}`, `--wd=${cwd}`, `--setgid=${user}`, `--setuid=${user}`],
    ...commandLine,
  ];
}
