import { readFileSync } from 'node:fs';
import type { Finding } from '../diagnostics/types.ts';
import { decodeText } from './decode.ts';
import { renderFirst } from './render-first.ts';
import { entries, type Failure, failed, identity, stdinName } from './source-paths.ts';
import type { SourceText } from './types.ts';
import { unusedLock } from './unused-lock.ts';

export interface Sources {
  readonly sources: readonly SourceText[];
  /** Files that are there and can't be manifests. */
  readonly findings: readonly Finding[];
  /** What could not be read at all, one line each. */
  readonly failures: readonly string[];
  /** Paths that stand for nothing, where that is no failure. */
  readonly missing?: readonly string[];
}

export interface Reading {
  /** Where `-` is read from. */
  readonly readStdin: () => Promise<Uint8Array>;
  /** What is never input: the lock file, the directory written to. */
  readonly except?: readonly string[];
  /** Where paths lie, where that is not where they say. Names are the paths nevertheless. */
  readonly place?: (path: string) => string;
  /** Whether a path may stand for nothing. */
  readonly mayMiss?: boolean;
}

/**
 * Reads files, directories, globs and `-` in the order given, each file once. Inside a directory
 * the order is by name, byte by byte, so that the same files give the same stream everywhere.
 */
export async function readSources(
  paths: readonly string[],
  { readStdin, except = [], place = (path) => path, mayMiss = false }: Reading,
): Promise<Sources> {
  const sources: SourceText[] = [];
  const findings: Finding[] = [];
  const failures: string[] = [];
  const missing: string[] = [];
  const seen = new Set(except.map((path) => identity(place(path))));
  const bytesOf = (name: string) => async (): Promise<Uint8Array> =>
    name === stdinName ? await readStdin() : readFileSync(place(name));
  for (const path of paths) {
    for await (const entry of entries(path, { seen, place })) {
      if (mayMiss && 'isMissing' in entry) {
        missing.push(path);
        continue;
      }
      const unused = 'failure' in entry ? [] : unusedLock(entry.name);
      findings.push(...unused);
      if (unused.length > 0) continue;
      const read = 'failure' in entry ? entry : await readOne(entry.name, bytesOf(entry.name));
      if ('failure' in read) failures.push(read.failure);
      if ('finding' in read) findings.push(read.finding);
      if ('source' in read) sources.push(read.source);
      if ('name' in entry && entry.name !== path) findings.push(...renderFirst(entry.name));
    }
  }
  return { sources, findings, failures, missing };
}

type Read = ReturnType<typeof decodeText> | Failure;

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
