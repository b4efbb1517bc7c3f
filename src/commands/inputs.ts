import { statSync } from 'node:fs';
import { codeOf } from '../diagnostics/system.ts';
import type { Finding } from '../diagnostics/types.ts';
import { visible } from '../diagnostics/words.ts';
import { readOne, readSources, type Sources } from '../manifest/sources.ts';
import type { SourceText } from '../manifest/types.ts';
import { defaultLockName } from '../manifest/unused-lock.ts';
import type { Settings } from '../settings.ts';
import type { ExitCode, Io } from './command.ts';
import type { inputOptions, templateOptions } from './input-options.ts';
import type { Usage, Values } from './option.ts';
import { isError } from './report.ts';

/** What is read beside the manifests. */
interface Beside {
  readonly clusterConfig: readonly SourceText[];
  readonly lock?: SourceText;
}

/** Everything a command reads before it starts. */
export interface Inputs extends Beside {
  readonly sources: readonly SourceText[];
  /** About files that are no text. With one of severity error there is no output. */
  readonly findings: readonly Finding[];
}

/** What a command does with the lock: it must exist, or will be written. */
export interface LockUse {
  readonly lock: 'read' | 'write';
  /** What else is never input: the directory written to. */
  readonly except?: readonly string[];
}

/** Reads all inputs, or says everything that is wrong with reading them. */
export async function readInputs(
  values: Values<typeof inputOptions>,
  paths: readonly string[],
  use: LockUse,
  io: Io,
): Promise<Inputs | Usage | ExitCode> {
  if (paths.length === 0 && io.stdinIsTerminal()) {
    return { usage: 'no PATH: name files or directories, or pipe manifests in' };
  }
  const except = [lockNameOf(values), ...(use.except ?? [])];
  const input = await readSources(paths.length === 0 ? ['-'] : paths, { ...io, except });
  const isNothing = !input.findings.some(isError) && isEmpty(input.sources);
  const nothing = isNothing && input.failures.length === 0 ? [nothingIn(input.sources)] : [];
  const given = { ...input, failures: [...input.failures, ...nothing] };
  return await withBeside(given, values, use.lock, io);
}

/** Reads what stands beside manifests, or says everything that is wrong with reading any of it. */
export async function withBeside(
  input: Sources,
  values: Values<typeof inputOptions>,
  use: LockUse['lock'],
  io: Io,
): Promise<Inputs | ExitCode> {
  const lockName = lockNameOf(values);
  const isLockThere = isThere(lockName);
  const configs = await readNamed(values['cluster-config']);
  const locks = await readNamed(isLockThere ? [lockName] : []);
  const isMissing = use === 'read' && values.lock !== undefined && !isLockThere;
  const missing = isMissing
    ? [`${lockName}: no such file: revcast lock --lock ${lockName} makes it`]
    : [];
  const parts = [input, configs, locks];
  const failures = [...parts.flatMap((part) => part.failures), ...missing];
  for (const failure of failures) io.writeStderr(`revcast: ${visible(failure)}\n`);
  if (failures.length > 0) return 4;
  const [lock] = locks.sources;
  return {
    sources: input.sources,
    clusterConfig: configs.sources,
    ...(lock === undefined ? {} : { lock }),
    findings: parts.flatMap((part) => part.findings),
  };
}

export function lockNameOf({ lock }: Pick<Values<typeof inputOptions>, 'lock'>): string {
  return lock ?? defaultLockName;
}

/** All that was read, for showing what findings are about. */
export function filesOf({ sources, clusterConfig, lock }: Inputs): SourceText[] {
  return [...sources, ...clusterConfig, ...(lock === undefined ? [] : [lock])];
}

/** The settings that decide what is applied and how it will be called. */
export function settingsOf(
  { clusterConfig, lock }: Inputs,
  values: Values<typeof inputOptions & typeof templateOptions>,
): Partial<Settings> {
  return {
    ...(values.namespace !== undefined && { namespace: values.namespace }),
    clusterConfig,
    ...(lock !== undefined && { lock }),
    takeover: values.takeover,
    revisionNames: values['revision-names'],
  };
}

/** Of a file that can't be looked at it must not be thought that it isn't there. */
function isThere(name: string): boolean {
  try {
    statSync(name);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ENOENT';
  }
}

async function readNamed(names: readonly string[]): Promise<Sources> {
  const read = await Promise.all(names.map((name) => readOne(name)));
  return {
    sources: read.flatMap((one) => ('source' in one ? [one.source] : [])),
    findings: read.flatMap((one) => ('finding' in one ? [one.finding] : [])),
    failures: read.flatMap((one) => ('failure' in one ? [one.failure] : [])),
  };
}

/**
 * No bytes at all. In `kustomize build . | revcast render` that is how a failure of the first
 * command looks, and a host that was given an empty result would delete everything.
 */
function isEmpty(sources: readonly SourceText[]): boolean {
  return sources.every(({ text }) => text === '');
}

function nothingIn({ length }: readonly SourceText[]): string {
  return length === 0
    ? 'nothing is left to read: the lock file and the directory of --out are never input'
    : 'the input is empty: did the command before revcast fail?';
}
