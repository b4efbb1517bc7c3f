import { Buffer } from 'node:buffer';
import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { extname, isAbsolute, join, relative, resolve } from 'node:path';
import { codeOf, systemMessage } from '../diagnostics/system.ts';

/** The name of standard input in messages. */
export const stdinName = '<stdin>';

/** A file to read, or what is wrong with a path. */
export type Entry = { readonly name: string } | Failure;

export interface Failure {
  readonly failure: string;
  /** Whether there is nothing that could be read, and no other trouble. */
  readonly isMissing?: true;
}

/** What is looked through. */
export interface Search {
  /** The identities of what was found, and of what is to be left out. */
  readonly seen: Set<string>;
  /** Where a path lies: elsewhere than it says, when a checkout stands in for the directory. */
  readonly place: (path: string) => string;
}

const manifestExtensions = new Set(['.yaml', '.yml', '.json']);

/**
 * The files that a path stands for: itself, what is in the directory, what the pattern matches. What
 * was `seen` is left out, and what is found is added to it.
 */
export async function* entries(path: string, search: Search): AsyncGenerator<Entry> {
  if (path === '-') return yield* once(stdinName, search);
  const stats = statOf(path, search);
  if ('failure' in stats) return yield* isGlob(path) ? matches(path, search) : [stats];
  if (!stats.isDirectory()) return yield* once(path, search);
  yield* walk(path, search);
  if (isEmpty(walk(path, anew(search)))) {
    const failure = `${path}: no manifest (*.yaml, *.yml, *.json) in this directory`;
    yield { failure, isMissing: true };
  }
}

function anew({ place }: Search): Search {
  return { seen: new Set(), place };
}

/** Stops at the first entry: it reads no more of the directory than that takes. */
function isEmpty(found: Iterator<Entry>): boolean {
  return found.next().done === true;
}

/** fast-glob is loaded only for a glob: it would double the time to start. */
async function* matches(pattern: string, search: Search): AsyncGenerator<Entry> {
  try {
    const names = await namesOf(pattern, search);
    names.sort(byBytes);
    for (const name of names) yield* visit(name, search);
    if (names.every((name) => isEmpty(visit(name, anew(search))))) {
      yield { failure: `${pattern}: no such file, and no manifest matches`, isMissing: true };
    }
  } catch (error) {
    yield failed(pattern, error);
  }
}

async function namesOf(pattern: string, { place }: Search): Promise<string[]> {
  const { default: glob } = await import('fast-glob');
  const options = { cwd: place('.'), onlyFiles: false, ignore: ['**/node_modules/**'] };
  if (options.cwd === '.' || !isAbsolute(pattern)) return await glob(pattern, options);
  const names = await glob(relative('.', pattern), options);
  return names.map((name) => resolve(name));
}

/** Hidden entries and node_modules are skipped; links are followed, each directory once. */
function* walk(directory: string, search: Search): Generator<Entry> {
  if (once(directory, search).length === 0) return;
  try {
    for (const name of readdirSync(search.place(directory)).sort(byBytes)) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      yield* visit(join(directory, name), search);
    }
  } catch (error) {
    yield failed(directory, error);
  }
}

function* visit(path: string, search: Search): Generator<Entry> {
  const isManifest = manifestExtensions.has(extname(path));
  const stats = statOf(path, search);
  if ('failure' in stats) {
    if (isManifest) yield { failure: stats.failure };
  } else if (stats.isDirectory()) {
    yield* walk(path, search);
  } else if (stats.isFile() && isManifest) {
    yield* once(path, search);
  }
}

function once(path: string, { seen, place }: Search): Entry[] {
  const known = identity(path === stdinName ? path : place(path));
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

function statOf(path: string, { place }: Search): Stats | Failure {
  try {
    return statSync(place(path));
  } catch (error) {
    const { failure } = failed(path, error);
    return codeOf(error) === 'ENOENT' ? { failure, isMissing: true } : { failure };
  }
}

export function failed(name: string, error: unknown): Failure {
  return { failure: `${name}: ${systemMessage(error)}` };
}

export function isGlob(path: string): boolean {
  return /[*?[{(]/.test(path);
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
