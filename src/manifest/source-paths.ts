import { Buffer } from 'node:buffer';
import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { systemMessage } from '../diagnostics/system.ts';

/** The name of standard input in messages. */
export const stdinName = '<stdin>';

/** A file to read, or what is wrong with a path. */
export type Entry = { readonly name: string } | Failure;

export interface Failure {
  readonly failure: string;
}

const manifestExtensions = new Set(['.yaml', '.yml', '.json']);

/**
 * The files that a path stands for: itself, what is in the directory, what the pattern matches. What
 * was `seen` is left out, and what is found is added to it.
 */
export async function* entries(path: string, seen: Set<string>): AsyncGenerator<Entry> {
  if (path === '-') return yield* once(stdinName, seen);
  const stats = statOf(path);
  if ('failure' in stats) return yield* isGlob(path) ? matches(path, seen) : [stats];
  if (!stats.isDirectory()) return yield* once(path, seen);
  yield* walk(path, seen);
  if (isEmpty(walk(path, new Set()))) {
    yield { failure: `${path}: no manifest (*.yaml, *.yml, *.json) in this directory` };
  }
}

/** Stops at the first entry: it reads no more of the directory than that takes. */
function isEmpty(found: Iterator<Entry>): boolean {
  return found.next().done === true;
}

/** fast-glob is loaded only for a glob: it would double the time to start. */
async function* matches(pattern: string, seen: Set<string>): AsyncGenerator<Entry> {
  try {
    const { default: glob } = await import('fast-glob');
    const names = await glob(pattern, { onlyFiles: false, ignore: ['**/node_modules/**'] });
    names.sort(byBytes);
    for (const name of names) yield* visit(name, seen);
    if (names.every((name) => isEmpty(visit(name, new Set())))) {
      yield { failure: `${pattern}: no such file, and no manifest matches` };
    }
  } catch (error) {
    yield failed(pattern, error);
  }
}

/** Hidden entries and node_modules are skipped; links are followed, each directory once. */
function* walk(directory: string, seen: Set<string>): Generator<Entry> {
  if (once(directory, seen).length === 0) return;
  try {
    for (const name of readdirSync(directory).sort(byBytes)) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      yield* visit(join(directory, name), seen);
    }
  } catch (error) {
    yield failed(directory, error);
  }
}

function* visit(path: string, seen: Set<string>): Generator<Entry> {
  const isManifest = manifestExtensions.has(extname(path));
  const stats = statOf(path);
  if ('failure' in stats) {
    if (isManifest) yield stats;
  } else if (stats.isDirectory()) {
    yield* walk(path, seen);
  } else if (stats.isFile() && isManifest) {
    yield* once(path, seen);
  }
}

function once(path: string, seen: Set<string>): Entry[] {
  const known = identity(path);
  if (seen.has(known)) return [];
  seen.add(known);
  return [{ name: path }];
}

/** Names of one file have one identity. Pipes have no real path. */
export function identity(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function statOf(path: string): Stats | Failure {
  try {
    return statSync(path);
  } catch (error) {
    return failed(path, error);
  }
}

export function failed(name: string, error: unknown): Failure {
  return { failure: `${name}: ${systemMessage(error)}` };
}

function isGlob(path: string): boolean {
  return /[*?[{(]/.test(path);
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
