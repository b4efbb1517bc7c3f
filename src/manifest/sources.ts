import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { systemMessage } from '../diagnostics/system.ts';
import type { Finding } from '../diagnostics/types.ts';
import { decodeText } from './decode.ts';
import { renderFirst } from './render-first.ts';
import type { SourceText } from './types.ts';

/** The name of standard input in messages. */
export const stdinName = '<stdin>';

export interface Sources {
  readonly sources: readonly SourceText[];
  /** Files that are there and can't be manifests. */
  readonly findings: readonly Finding[];
  /** What could not be read at all, one line each. */
  readonly failures: readonly string[];
}

/** Where `-` is read from, and what is never input: the lock file, the directory written to. */
export interface Reading {
  readonly readStdin: () => Promise<Uint8Array>;
  readonly except?: readonly string[];
}

const manifestExtensions = new Set(['.yaml', '.yml', '.json']);

/**
 * Reads files, directories, globs and `-` in the order given, each file once. Inside a directory
 * the order is by name, byte by byte, so that the same files give the same stream everywhere.
 */
export async function readSources(
  paths: readonly string[],
  { readStdin, except = [] }: Reading,
): Promise<Sources> {
  const sources: SourceText[] = [];
  const findings: Finding[] = [];
  const failures: string[] = [];
  const seen = new Set(except.map(identity));
  for (const path of paths) {
    for await (const entry of entries(path, seen)) {
      const read = 'failure' in entry ? entry : await readEntry(entry.name, readStdin);
      if ('failure' in read) failures.push(read.failure);
      if ('finding' in read) findings.push(read.finding);
      if ('source' in read) sources.push(read.source);
      if ('name' in entry && entry.name !== path) findings.push(...renderFirst(entry.name));
    }
  }
  return { sources, findings, failures };
}

type Failure = { readonly failure: string };
type Read = ReturnType<typeof decodeText> | Failure;
type Entry = { readonly name: string } | Failure;

function readEntry(name: string, readStdin: () => Promise<Uint8Array>): Promise<Read> {
  return name === stdinName ? readOne(name, readStdin) : readOne(name);
}

/** Reads one file by its name: an input, a lock, a ConfigMap. */
export async function readOne(
  name: string,
  bytes: () => Uint8Array | Promise<Uint8Array> = () => readFileSync(name),
): Promise<Read> {
  try {
    return decodeText(name, await bytes());
  } catch (error) {
    return failed(name, error);
  }
}

async function* entries(path: string, seen: Set<string>): AsyncGenerator<Entry> {
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
function identity(path: string): string {
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

function failed(name: string, error: unknown): Failure {
  return { failure: `${name}: ${systemMessage(error)}` };
}

function isGlob(path: string): boolean {
  return /[*?[{(]/.test(path);
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
