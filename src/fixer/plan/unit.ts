import { hpaClass, revcast } from '../../knative/keys.ts';
import type {
  ConfigurationState,
  Observed,
  PodAutoscalerState,
  RevisionState,
  ScaledObjectState,
  ServiceState,
} from '../types.ts';
import { isNeeded } from './needed.ts';
import { isOurs } from './ours.ts';

/** What is observed of one Configuration, sorted by what the rules ask for. */
export interface Unit {
  readonly namespace: string;
  readonly name: string;
  readonly configuration: ConfigurationState;
  /** undefined: the Configuration stands alone. */
  readonly service?: ServiceState;
  /** `revcast.dev/mode`. */
  readonly mode?: string;
  /** Of all its revisions, those that are deleted or of another class too. */
  readonly revisionNames: ReadonlySet<string>;
  /** Revisions whose ScaledObject is the fixer's to look after, by name. */
  readonly revisions: ReadonlyMap<string, RevisionState>;
  /** Those of them that can get traffic. */
  readonly needed: ReadonlyMap<string, RevisionState>;
  /** Of its revisions, by their name. Where one is, the Deployment is. */
  readonly podAutoscalers: ReadonlyMap<string, PodAutoscalerState>;
  /** All, other people's too, by name. */
  readonly scaledObjects: ReadonlyMap<string, ScaledObjectState>;
  /** Those that may be written. */
  readonly ours: readonly ScaledObjectState[];
}

/**
 * undefined when nothing is to be done: `skip`, something is being deleted or not all seen yet. A
 * Configuration always comes before its revisions, and a Service before its Configuration, but each
 * is watched on its own; what has lost its owner goes by itself, whatever has its name by now.
 */
export function unitOf(observed: Observed): Unit | undefined {
  const { namespace, name, configuration, service } = observed;
  if (configuration === undefined || configuration.isDeleted || service?.isDeleted)
    return undefined;
  const mode = (service ?? configuration).annotations[revcast.mode];
  const isServices = (configuration.ownerUid ?? service?.uid) === service?.uid;
  if (mode === 'skip' || !isServices) return undefined;
  const scoped = observed.revisions.filter(
    (each) => isAlive(each, configuration) && isInScope(each, observed),
  );
  return {
    namespace,
    name,
    configuration,
    ...(service !== undefined && { service }),
    ...(mode !== undefined && { mode }),
    revisionNames: new Set(observed.revisions.map((each) => each.name)),
    revisions: byName(scoped),
    needed: byName(scoped.filter((each) => isNeeded(each, observed))),
    podAutoscalers: byName(scoped.flatMap((each) => podAutoscalerOf(each, observed) ?? [])),
    scaledObjects: byName(observed.scaledObjects),
    ours: observed.scaledObjects.filter((each) => isOurs(each, observed)).sort(inNameOrder),
  };
}

/**
 * Class hpa, and nobody but us and Git makes its ScaledObject. The others are the extension's. What
 * the PodAutoscaler says counts: by that Knative and the extension know whose it is, and it is the
 * cluster's class of the day that it was made (knative/serving `pa_defaults.go`).
 */
function isInScope(revision: RevisionState, observed: Observed): boolean {
  const { cluster } = observed;
  const scalingClass =
    podAutoscalerOf(revision, observed)?.scalingClass ??
    revision.scalingClass ??
    cluster.podAutoscalerClass;
  return scalingClass === hpaClass && !(revision.autoCreate ?? cluster.autoCreate);
}

/** Not deleted, nor about to be because it belongs to a deleted Configuration of the same name. */
function isAlive(revision: RevisionState, configuration: ConfigurationState): boolean {
  const { isDeleted, ownerUid = configuration.uid } = revision;
  return !isDeleted && ownerUid === configuration.uid;
}

function podAutoscalerOf(
  revision: RevisionState,
  { podAutoscalers }: Observed,
): PodAutoscalerState | undefined {
  const found = podAutoscalers.get(revision.name);
  if (found === undefined || found.isDeleted) return undefined;
  return (found.ownerUid ?? revision.uid) === revision.uid ? found : undefined;
}

function byName<T extends { readonly name: string }>(objects: readonly T[]): Map<string, T> {
  return new Map(objects.map((each) => [each.name, each]));
}

function inNameOrder(a: ScaledObjectState, b: ScaledObjectState): number {
  return a.name < b.name ? -1 : 1;
}
