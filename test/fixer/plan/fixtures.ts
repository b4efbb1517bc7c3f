import { plan } from '../../../src/fixer/plan.ts';
import type {
  Action,
  ConfigurationState,
  Observed,
  OwnerReference,
  Plan,
  PlanSettings,
  PodAutoscalerState,
  RevisionState,
  ScaledObjectState,
  ServiceState,
} from '../../../src/fixer/types.ts';
import type { JsonObject } from '../../../src/json.ts';
import { defaultCluster } from '../../../src/knative/cluster.ts';
import { hpaClass } from '../../../src/knative/keys.ts';
import { deploymentName, revisionName } from '../../../src/knative/names.ts';

/** Ten minutes after everything was created. */
export const now = 1_000_600_000;
const longAgo = 1_000_000_000;

const identity = (
  name: string,
): {
  namespace: string;
  name: string;
  uid: string;
  resourceVersion: string;
  isDeleted: boolean;
} => ({
  namespace: 'ns',
  name,
  uid: `${name}-uid`,
  resourceVersion: '1',
  isDeleted: false,
});

export function service(fields: Partial<ServiceState> = {}): ServiceState {
  return { ...identity('web'), uid: 'service-uid', annotations: {}, traffic: [], ...fields };
}

export function configuration(fields: Partial<ConfigurationState> = {}): ConfigurationState {
  return {
    ...identity('web'),
    uid: 'configuration-uid',
    annotations: {},
    generation: 1,
    ...fields,
  };
}

export function revision(generation: number, fields: Partial<RevisionState> = {}): RevisionState {
  return {
    ...identity(fields.name ?? revisionName(fields.configuration ?? 'web', generation)),
    configuration: 'web',
    service: 'web',
    ownerUid: 'configuration-uid',
    generation,
    scalingClass: hpaClass,
    autoCreate: false,
    templateHash: `template-${generation}`,
    createdAt: longAgo,
    ...fields,
  };
}

export function podAutoscaler(
  name: string,
  fields: Partial<PodAutoscalerState> = {},
): PodAutoscalerState {
  return {
    ...identity(name),
    uid: `${name}-pa`,
    isReady: true,
    ownerUid: `${name}-uid`,
    ...fields,
  };
}

export const ownedByPodAutoscaler = (name: string, uid = `${name}-pa`): OwnerReference => ({
  apiVersion: 'autoscaling.internal.knative.dev/v1alpha1',
  kind: 'PodAutoscaler',
  name,
  uid,
  isController: true,
  blocksDeletion: false,
});

export const ownedByService: OwnerReference = {
  apiVersion: 'serving.knative.dev/v1',
  kind: 'Service',
  name: 'web',
  uid: 'service-uid',
  isController: false,
  blocksDeletion: false,
};

/** As revcast generates it for a revision, applied and not touched by the fixer yet. */
export function generated(
  name: string,
  fields: Partial<ScaledObjectState> = {},
): ScaledObjectState {
  return {
    ...identity(name),
    generation: 1,
    createdAt: longAgo,
    isGenerated: true,
    isFixers: false,
    configuration: 'web',
    templateHash: `template-${Number(name.slice(-5))}`,
    target: { apiVersion: 'apps/v1', kind: 'Deployment', name: deploymentName(name) },
    hpaName: name,
    scalingClass: hpaClass,
    owners: [],
    minReplicas: 2,
    hasIdleReplicas: false,
    isOverride: false,
    needsDeployment: false,
    needsOneReplica: false,
    ready: { status: 'True', reason: 'ScaledObjectReady' },
    contentHash: 'content',
    ...fields,
  };
}

/** The user's own, completed by revcast. */
export function own(name: string, fields: Partial<ScaledObjectState> = {}): ScaledObjectState {
  return generated(name, { isGenerated: false, boundTo: 'web', ...fields });
}

/** The user's own, written by hand: nothing but its target says whose it is. */
export function handMade(name: string, fields: Partial<ScaledObjectState> = {}): ScaledObjectState {
  const { configuration: _, templateHash: __, ...rest } = generated(name);
  return { ...rest, isGenerated: false, ...fields };
}

/** A ScaledObject that is adopted. */
export function adopted(name: string, fields: Partial<ScaledObjectState> = {}): ScaledObjectState {
  return generated(name, { owners: [ownedByPodAutoscaler(name)], ...fields });
}

export const cpu = { needsDeployment: true, needsOneReplica: true } as const;
export const asleep = { ready: { status: 'False', reason: 'ScaledObjectCheckFailed' } } as const;

interface Scene extends Partial<Omit<Observed, 'podAutoscalers' | 'routed'>> {
  /** Without a Service. */
  readonly isAlone?: boolean;
  /** Nothing is left of it. */
  readonly isGone?: boolean;
  /** Names of those that have a PodAutoscaler; absent: all. */
  readonly deployed?: readonly string[];
  readonly podAutoscalers?: readonly PodAutoscalerState[];
  readonly routed?: readonly string[];
}

/** A Service `web`, its newest revision the latest ready one. */
export function observed(scene: Scene): Observed {
  const {
    revisions = [],
    deployed = revisions.map(({ name }) => name),
    isAlone,
    isGone,
    ...rest
  } = scene;
  const generation = Math.max(1, ...revisions.map((each) => each.generation));
  const latest = revisions.find((each) => each.generation === generation)?.name;
  const status = latest === undefined ? {} : { latestCreated: latest, latestReady: latest };
  return {
    namespace: 'ns',
    name: 'web',
    ...(isAlone !== true && isGone !== true && { service: service(status) }),
    ...(isGone !== true && { configuration: configuration({ generation, ...status }) }),
    scaledObjects: [],
    horizontalPodAutoscalers: new Map(),
    cluster: defaultCluster,
    ...rest,
    revisions,
    routed: new Set(scene.routed),
    podAutoscalers: new Map(
      (scene.podAutoscalers ?? deployed.map((name) => podAutoscaler(name))).map((each) => [
        each.name,
        each,
      ]),
    ),
  };
}

export function planned(scene: Scene, settings: Partial<PlanSettings> = {}): Plan {
  return plan(observed(scene), { repair: 'stand-in', idle: 'lower', ...settings }, now);
}

/** What a plan does, one line for each action. */
export function lines({ actions }: Plan): string[] {
  return actions.map((action) => `${action.do} ${objectOf(action)} (${action.reasons.join(', ')})`);
}

function objectOf(action: Action): string {
  if (action.do === 'touch') return `${action.podAutoscaler.name} ${action.value}`;
  if (action.do !== 'create') return action.scaledObject.name;
  const from = action.copyOf?.name;
  return from === undefined ? action.revision.name : `${action.revision.name} from ${from}`;
}

/** The patch of a ScaledObject; it has one at most. */
export function patchOf({ actions }: Plan, name: string): JsonObject | undefined {
  const found = actions.filter((each) => each.do === 'patch' && each.scaledObject.name === name);
  if (found.length > 1) throw new Error(`${name} is patched twice`);
  return found[0]?.do === 'patch' ? found[0].patch : undefined;
}

export const toldReasons = ({ told }: Plan): string[] => told.map(({ reason }) => reason);
