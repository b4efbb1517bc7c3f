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
}

/** Where `-` is read from, and what is never input: the lock file, the directory written to. */
export interface Reading {
  readonly readStdin: () => Promise<Uint8Array>;
  readonly except?: readonly string[];
}

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
      const unused = 'failure' in entry ? [] : unusedLock(entry.name);
      findings.push(...unused);
      if (unused.length > 0) continue;
      const read = 'failure' in entry ? entry : await readEntry(entry.name, readStdin);
      if ('failure' in read) failures.push(read.failure);
      if ('finding' in read) findings.push(read.finding);
      if ('source' in read) sources.push(read.source);
      if ('name' in entry && entry.name !== path) findings.push(...renderFirst(entry.name));
    }
  }
  return { sources, findings, failures };
}

type Read = ReturnType<typeof decodeText> | Failure;

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
