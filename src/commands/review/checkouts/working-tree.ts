import { Buffer } from 'node:buffer';
import {
  constants,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  type Stats,
  symlinkSync,
} from 'node:fs';
import { codeOf } from '../../../diagnostics/system.ts';
import { git } from './git.ts';
import type { Failure, Session } from './session.ts';

/** Copies what is, or could be, committed of a working tree: all but what git ignores. */
export async function copyWorkingTree(
  from: string,
  into: string,
  session: Session,
): Promise<Failure | undefined> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = await git(list, { directory: from }, session);
  if ('failure' in listed) return listed;
  const names = new Set(listed.printed.toString('latin1').split('\0').map(withoutSlash));
  names.delete('');
  const directories = new Map([['', true]]);
  mkdirSync(into, { recursive: true });
  for (const name of names) {
    if (session.stopped.aborted) return undefined;
    if (!isDirectory(parentOf(name), from, directories)) continue;
    if (copy(name, from, into) !== 'repository') continue;
    const path = Buffer.from(name, 'latin1').toString();
    const failure = await copyWorkingTree(`${from}/${path}`, `${into}/${path}`, session);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/** A repository in the working tree is listed as `vendor/`, a submodule as `vendor`. */
function withoutSlash(name: string): string {
  return name.replace(/\/$/, '');
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

/**
 * Whether all of a path are directories now. What git knows below a path that has become a link is
 * gone, and a copy of it would be written to where the link leads.
 */
function isDirectory(name: string, from: string, known: Map<string, boolean>): boolean {
  const is =
    known.get(name) ??
    (isDirectory(parentOf(name), from, known) && statOf(at(from, name))?.isDirectory() === true);
  known.set(name, is);
  return is;
}

/** Copies one entry, with its mode. */
function copy(name: string, from: string, into: string): 'copied' | 'gone' | 'repository' {
  const [source, target] = [at(from, name), at(into, name)];
  const stats = statOf(source);
  if (stats === undefined) return 'gone';
  mkdirSync(at(into, parentOf(name)), { recursive: true });
  if (stats.isDirectory()) {
    // Of a submodule that was never fetched there is an empty directory only.
    return statOf(at(from, `${name}/.git`)) === undefined ? 'gone' : 'repository';
  }
  if (stats.isSymbolicLink())
    symlinkSync(textOr(Buffer.from(readlinkSync(source, 'buffer'))), target);
  else if (stats.isFile()) copyFileSync(source, target, constants.COPYFILE_FICLONE);
  return 'copied';
}

/** Names are bytes, which latin1 keeps; nearly all of them are text, which Deno asks for. */
function at(directory: string, name: string): string | Buffer {
  return textOr(Buffer.concat([Buffer.from(`${directory}/`), Buffer.from(name, 'latin1')]));
}

function textOr(bytes: Buffer): string | Buffer {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) ? text : bytes;
}

/** Undefined for what was deleted since git last looked. */
function statOf(path: string | Buffer): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}
