import { readFileSync, statSync } from 'node:fs';
import type { Code } from '../../diagnostics/codes.ts';
import { severityOf } from '../../diagnostics/codes.ts';
import type { Finding } from '../../diagnostics/types.ts';
import { readOne, readSources, type Sources } from '../../manifest/sources.ts';
import { type Inputs, lockNameOf } from '../inputs.ts';
import type { Place } from './checkouts/past.ts';
import type { StateValues } from './states.ts';

/** What is compared with, as far as it can be read. */
export interface Past {
  readonly inputs?: Inputs;
  /** What the reader of a review has to know about it. */
  readonly notes: readonly Finding[];
}

/** The values with the name of what is compared with. */
export type PastValues = StateValues & { readonly against: string };

/** Reads the same paths as they were. What was not there is no failure. */
export async function readPast(
  values: PastValues,
  paths: readonly string[],
  place: Place,
): Promise<Past> {
  const { against, out } = values;
  const readStdin = async (): Promise<Uint8Array> => new Uint8Array();
  const except = [lockNameOf(values), ...(out === undefined ? [] : [out])];
  const read = await readSources(paths, { readStdin, except, place, mayMiss: true });
  const missing = (read.missing ?? []).map((path) => isNew(path, against));
  const { inputs, notes } = await withPastBeside(read, values, place);
  return { inputs, notes: [...missing, ...notes] };
}

/** Adds the lock file and the ConfigMaps as they were, where they were there. */
export async function withPastBeside(
  { sources, failures }: Sources,
  values: PastValues,
  place: Place,
): Promise<Required<Past>> {
  const read = async (names: readonly string[]): ReturnType<typeof readPlaced> =>
    await readPlaced(names, place);
  const configs = await read(values['cluster-config']);
  const locks = await read([lockNameOf(values)]);
  const [lock] = locks.sources;
  const clusterConfig = configs.sources;
  return {
    inputs: { sources, clusterConfig, ...(lock !== undefined && { lock }), findings: [] },
    notes: [...failures, ...configs.failures, ...locks.failures].map((failure) =>
      leftOut(failure, values.against),
    ),
  };
}

async function readPlaced(
  names: readonly string[],
  place: Place,
): Promise<Pick<Sources, 'sources' | 'failures'>> {
  const there = names.filter((name) => statSync(place(name), { throwIfNoEntry: false }));
  const read = await Promise.all(
    there.map(async (name) => await readOne(name, () => readFileSync(place(name)))),
  );
  return {
    sources: read.flatMap((one) => ('source' in one ? [one.source] : [])),
    failures: read.flatMap((one) => ('failure' in one ? [one.failure] : [])),
  };
}

/** What could not be read or rendered is not silently taken for what was not there. */
export function leftOut(failure: string, against: string): Finding {
  const message = `${against} is left out of the comparison, as far as it can not be read: ${failure}`;
  const hint = 'What is shown as new may have been there.';
  return note('RC1906', message, hint);
}

export function isNew(path: string, against: string): Finding {
  const message = `${path} has no manifests in ${against}: all in it counts as new`;
  return note('RC1907', message, 'Where it was moved from is not looked for.');
}

function note(code: Code, message: string, hint: string): Finding {
  return { code, severity: severityOf(code), path: [], message, hint };
}
