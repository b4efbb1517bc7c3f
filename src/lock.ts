import { predictionContext } from './cast.ts';
import { choose } from './choose.ts';
import { findingOf, locatedIn } from './diagnostics/finding.ts';
import { inReadingOrder } from './diagnostics/order.ts';
import type { Finding, Problem } from './diagnostics/types.ts';
import { type Input, readInput } from './input.ts';
import { readSteering, type Steering } from './knative/steering.ts';
import type { Cluster, Service } from './knative/types.ts';
import type { SourceText } from './manifest/types.ts';
import { actualEntry } from './predict/actual.ts';
import { predict } from './predict/chain.ts';
import { lockKey } from './predict/lock.ts';
import { diffLocks, type LockChange, nextLock } from './predict/next-lock.ts';
import { printLock } from './predict/print-lock.ts';
import type { ActualAnswers, Lock, LockEntry, PredictionContext } from './predict/types.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { takeover, withEdits } from './takeover.ts';

export interface LockResult {
  readonly lock: Lock;
  /** The lock file's text. */
  readonly text: string;
  /** What differs from the lock in the settings. */
  readonly changes: readonly LockChange[];
  readonly findings: readonly Finding[];
}

/**
 * The lock after the manifests were applied. Every Service is in it, whatever its class: one that
 * turns to KEDA later must start from its true generation. Give it the settings that `render` gets:
 * taking over and pinning change templates, and so generations.
 */
export function lockOf(sources: readonly SourceText[], chosen: Partial<Settings> = {}): LockResult {
  const settings: Settings = { ...defaultSettings, ...chosen };
  const input = readInput(sources, settings);
  const applied = appliedServices(input, settings);
  const contexts = new Map(applied.map(({ service, context }) => [service, context]));
  const contextOf = (service: Service) => contexts.get(service) ?? { pin: false };
  const lock = nextLock([...contexts.keys()], input.cluster, contextOf);
  return resultOf(lock, input, applied, settings.live);
}

/**
 * The lock of what is in the cluster now. A Service that isn't there has no entry: it is taken for
 * new until it is.
 */
export function actualLockOf(
  sources: readonly SourceText[],
  answers: ActualAnswers,
  chosen: Partial<Settings> = {},
): LockResult {
  const settings: Settings = { ...defaultSettings, ...chosen };
  const input = readInput(sources, settings);
  const applied = appliedServices(input, settings);
  const lock = new Map<string, LockEntry>();
  for (const each of applied) {
    const actual = answers.get(each.key)?.actual;
    if (actual === undefined) continue;
    const { cluster } = input;
    lock.set(each.key, actualEntry(actual, writtenService(each, cluster), cluster));
  }
  return resultOf(lock, input, applied, answers);
}

/** A Service as it is applied, with what decides its revision. */
export interface Applied {
  /** In the lock. */
  readonly key: string;
  /** Taken over, where that is wanted; a pinned name is not written into it yet. */
  readonly service: Service;
  readonly context: PredictionContext;
}

/** All Services as they are applied, and how their revisions are named: only KEDA's are pinned. */
export function appliedServices(input: Input, settings: Settings): Applied[] {
  return Array.from(input.services.keys(), (service) => {
    const steering = readSteering(service);
    const { treatment } = choose(service, steering, input);
    const isOurs = treatment === 'generated' || treatment === 'own';
    const edits = isOurs && settings.takeover ? takeover(service, treatment) : [];
    const naming: Steering = isOurs ? steering : { ...steering, revisionNames: 'predict' };
    return {
      key: lockKey(service, settings.namespace),
      service: withEdits(service, edits),
      context: predictionContext(naming, settings, input.lock),
    };
  });
}

/** The Service as it is written: with its pinned name, where it has one. */
export function writtenService({ service, context }: Applied, cluster: Cluster): Service {
  return withEdits(service, predict(service, cluster, context).edits);
}

function resultOf(
  lock: Lock,
  input: Input,
  applied: readonly Applied[],
  answers: ReadonlyMap<string, { readonly problems: readonly Problem[] }> = new Map(),
): LockResult {
  const files = input.stream.sources.map(({ source }) => source.name);
  const read = Array.from(input.services, ([{ manifest }, found]) => locatedIn(manifest, found));
  const told = applied.map(({ key, service: { manifest } }) =>
    locatedIn(manifest, answers.get(key)?.problems ?? []),
  );
  const located = [...read, ...told].flat().map(findingOf);
  const findings = inReadingOrder([...input.findings, ...located], files);
  const changes = diffLocks(input.lock ?? new Map(), lock);
  return { lock, text: printLock(lock), changes, findings };
}
