import { predictionContext } from './cast.ts';
import { choose } from './choose.ts';
import { findingOf, locatedIn } from './diagnostics/finding.ts';
import { inReadingOrder } from './diagnostics/order.ts';
import type { Finding } from './diagnostics/types.ts';
import { type Input, readInput } from './input.ts';
import { readSteering, type Steering } from './knative/steering.ts';
import type { Service } from './knative/types.ts';
import type { SourceText } from './manifest/types.ts';
import { diffLocks, type LockChange, nextLock } from './predict/next-lock.ts';
import { printLock } from './predict/print-lock.ts';
import type { Lock } from './predict/types.ts';
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
  const steered = new Map(
    Array.from(input.services.keys(), (service) => applied(service, input, settings)),
  );
  const lock = nextLock([...steered.keys()], input.cluster, (service) =>
    predictionContext(steered.get(service) ?? readSteering(service), settings, input.lock),
  );
  const changes = diffLocks(input.lock ?? new Map(), lock);
  const files = sources.map(({ name }) => name);
  const problems = Array.from(input.services, ([service, found]) =>
    locatedIn(service.manifest, found),
  );
  const findings = inReadingOrder([...input.findings, ...problems.flat().map(findingOf)], files);
  return { lock, text: printLock(lock), changes, findings };
}

/** The Service as it will be applied, and how its revisions are named: only KEDA's are pinned. */
function applied(service: Service, input: Input, settings: Settings): [Service, Steering] {
  const steering = readSteering(service);
  const { treatment } = choose(service, steering, input);
  const isOurs = treatment === 'generated' || treatment === 'own';
  if (!isOurs) return [service, { ...steering, revisionNames: 'predict' }];
  const edits = settings.takeover ? takeover(service, treatment) : [];
  return [withEdits(service, edits), steering];
}
