import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemMessage } from '../diagnostics/system.ts';
import { type ComponentFile, componentIndex, componentMark } from '../gitops/component.ts';
import { replaceFiles, textOf } from './replace-file.ts';

export interface Written {
  /** Files that were made, changed or removed. */
  readonly changed: number;
}

/**
 * Writes a component into a directory. At every moment the directory is a component that kustomize
 * can build: the file that names the others is replaced after them, and what it no longer names is
 * removed at the end. Files that revcast did not write are left alone.
 */
export function writeDirectory(
  directory: string,
  files: readonly ComponentFile[],
): Written | { readonly failure: string } {
  try {
    const others = files.filter(({ name }) => isForeign(join(directory, name)));
    const [other] = others;
    if (other !== undefined) {
      return { failure: `${join(directory, other.name)}: not written by revcast, and so kept` };
    }
    mkdirSync(directory, { recursive: true });
    const changed = replaceFiles(
      files.map(({ name, text }) => ({ path: join(directory, name), text })),
    );
    const stale = staleFiles(directory, new Set(files.map(({ name }) => name)));
    for (const path of stale) rmSync(path);
    return { changed: changed.length + stale.length };
  } catch (error) {
    return { failure: `${directory}: ${systemMessage(error)}` };
  }
}

function isForeign(path: string): boolean {
  const text = textOf(path);
  return text !== undefined && !text.startsWith(componentMark);
}

function staleFiles(directory: string, current: ReadonlySet<string>): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.yaml') && name !== componentIndex && !current.has(name))
    .map((name) => join(directory, name))
    .filter((path) => textOf(path)?.startsWith(componentMark) === true);
}
