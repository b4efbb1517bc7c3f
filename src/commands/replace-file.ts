import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files so that whoever reads them finds the old or the new text, never a part: all are
 * written beside their places first, then moved into them in the order given. Files that have the
 * text already are not touched. Returns the paths that changed.
 */
export function replaceFiles(files: readonly NewFile[]): string[] {
  const changed = files.filter(({ path, text }) => textOf(path) !== text);
  const staged: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const { path, text } of changed) {
      const to = target(path);
      const from = join(dirname(to), `.${basename(to)}.${randomUUID()}`);
      staged.push({ from, to });
      writeFileSync(from, text, { flag: 'wx' });
      const before = statSync(to, { throwIfNoEntry: false });
      if (before !== undefined) chmodSync(from, before.mode);
    }
    for (const { from, to } of staged) renameSync(from, to);
  } finally {
    for (const { from } of staged) rmSync(from, { force: true });
  }
  return changed.map(({ path }) => path);
}

/** The text of a file, or undefined when there is no file to read. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** A link stays a link: what it points to is replaced. */
function target(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
