import { existsSync } from 'node:fs';
import { readOne } from '../../manifest/sources.ts';
import type { SampleText } from '../../simulate/index.ts';

export interface ReadSamples {
  readonly texts: readonly SampleText[];
  /** What could not be read, one line each. */
  readonly failures: readonly string[];
}

/** Reads the files of `--samples`, each written `FILE` or `TRIGGER=FILE`. */
export async function readSamples(written: readonly string[]): Promise<ReadSamples> {
  const read = await Promise.all(
    written.map(async (each) => {
      const { name, trigger } = named(each);
      const one = await readOne(name);
      if ('failure' in one) return one.failure;
      if ('finding' in one) return `${name}: ${one.finding.message}`;
      return { name, text: one.source.text, ...(trigger !== undefined && { trigger }) };
    }),
  );
  return {
    texts: read.filter((each) => typeof each !== 'string'),
    failures: read.filter((each) => typeof each === 'string'),
  };
}

/** A file may have `=` in its name. */
export function named(written: string): { readonly name: string; readonly trigger?: string } {
  const at = written.indexOf('=');
  if (at < 1 || existsSync(written)) return { name: written };
  return { name: written.slice(at + 1), trigger: written.slice(0, at) };
}
