import { Buffer } from 'node:buffer';

/** A path in a commit. Names are bytes, which latin1 keeps. */
export interface TreeEntry {
  readonly kind: 'file' | 'link' | 'submodule';
  readonly id: string;
  readonly name: string;
}

/** Reads what `git ls-files --stage -z` prints. */
export function entriesOf(printed: Uint8Array): TreeEntry[] {
  return Buffer.from(printed)
    .toString('latin1')
    .split('\0')
    .flatMap((record) => {
      const [, mode = '', id = '', name = ''] = /^(\d+) (\S+) \d\t(.+)$/s.exec(record) ?? [];
      return name === '' ? [] : [{ kind: kindOf(mode), id, name }];
    });
}

function kindOf(mode: string): TreeEntry['kind'] {
  if (mode === '160000') return 'submodule';
  return mode === '120000' ? 'link' : 'file';
}

/**
 * What is needed to read manifests at these paths. Where a link is among it, or on the way to it,
 * that is everything: it may lead anywhere.
 */
export function neededOf(
  entries: readonly TreeEntry[],
  paths: readonly string[],
): readonly TreeEntry[] {
  const wanted = paths.map((path) => Buffer.from(path).toString('latin1'));
  const needed = entries.filter((entry) => wanted.some((path) => isNeeded(entry, path)));
  return needed.some(({ kind }) => kind === 'link') ? entries : needed;
}

function isNeeded({ kind, name }: TreeEntry, path: string): boolean {
  if (kind !== 'file') return isIn(name, path) || isIn(path, name);
  return name === path || (isIn(name, path) && /\.(?:ya?ml|json)$/.test(name));
}

/** Whether a path is another one, or below it. */
function isIn(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}
