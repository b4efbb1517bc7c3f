import type { JsonObject } from '../json.ts';
import type { Cluster, StringMap } from '../knative/types.ts';

/*
 * What the fixer remembers of each object: only what a plan needs, because a cluster has tens of
 * thousands. What a write needs besides is read when it is written.
 */

export interface ObjectState {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  /** It has a deletionTimestamp. */
  readonly isDeleted: boolean;
}

export interface ServiceState extends ObjectState {
  /** Its own `revcast.dev/*`. */
  readonly annotations: StringMap;
  readonly latestCreated?: string;
  readonly latestReady?: string;
  /** Names of revisions in spec.traffic and status.traffic. */
  readonly traffic: readonly string[];
}

export interface ConfigurationState extends ObjectState {
  /** Its own `revcast.dev/*`: they count when it stands alone. */
  readonly annotations: StringMap;
  /** uid in its owner reference to the Service; absent when it stands alone. */
  readonly ownerUid?: string;
  readonly generation: number;
  readonly latestCreated?: string;
  readonly latestReady?: string;
}

export interface RouteState extends ObjectState {
  /** Names of revisions in spec.traffic and status.traffic. */
  readonly traffic: readonly string[];
}

export interface RevisionState extends ObjectState {
  /** Label `serving.knative.dev/configuration`. */
  readonly configuration: string;
  /** Label `serving.knative.dev/service`; absent when the Configuration stands alone. */
  readonly service?: string;
  /** uid in its owner reference to the Configuration: one of a deleted namesake is on its way out. */
  readonly ownerUid?: string;
  /** Label `serving.knative.dev/configurationGeneration`. */
  readonly generation: number;
  /** The class annotation; absent: the cluster's. */
  readonly scalingClass?: string;
  /** `scaled-object-auto-create`; absent: the cluster's. */
  readonly autoCreate?: boolean;
  /** `templateHash` of the template that it was stamped out of; empty when it is not in scope. */
  readonly templateHash: string;
  /**
   * The same without `enableServiceLinks`: Knative fills it in on every revision, also where it was
   * removed from the template.
   */
  readonly hashWithoutLinks?: string;
  /** Milliseconds. */
  readonly createdAt: number;
}

/** Knative makes it right after the Deployment: where it is, the Deployment is. */
export interface PodAutoscalerState extends ObjectState {
  readonly isReady: boolean;
  /** The class that it was made with: it keeps it when the cluster's becomes another. */
  readonly scalingClass?: string;
  /** uid in its owner reference to the Revision: one of a deleted namesake is on its way out. */
  readonly ownerUid?: string;
  /** Annotation `revcast.dev/replicas`. */
  readonly replicas?: string;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly isController: boolean;
  /** blockOwnerDeletion, where it is set: a patch of the list has to say it again. */
  readonly blocksDeletion?: boolean;
}

export interface ScaledObjectState extends ObjectState {
  readonly generation: number;
  /** Milliseconds. */
  readonly createdAt: number;
  /** Label `app.kubernetes.io/managed-by: revcast`. */
  readonly isGenerated: boolean;
  /** Written by the fixer: annotation `revcast.dev/stand-in-of`, or `revcast.dev/prediction: actual`. */
  readonly isFixers: boolean;
  /** Annotation `revcast.dev/service`. */
  readonly boundTo?: string;
  /** Label `serving.knative.dev/configuration`. */
  readonly configuration?: string;
  readonly templateHash?: string;
  readonly target: { readonly apiVersion?: string; readonly kind?: string; readonly name: string };
  readonly hpaName?: string;
  readonly scalingClass?: string;
  readonly owners: readonly OwnerReference[];
  readonly minReplicas?: number;
  readonly hasIdleReplicas: boolean;
  /** Made from `scaled-object-override`: its minimum is the user's. */
  readonly isOverride: boolean;
  /** It has a cpu or memory trigger: KEDA's webhook refuses every write while its target is missing. */
  readonly needsDeployment: boolean;
  /** It has nothing but cpu and memory triggers: KEDA's webhook wants a minimum of 1. */
  readonly needsOneReplica: boolean;
  /** Whether `spec.advanced.restoreToOriginalReplicaCount` is set, and to what. */
  readonly restores?: boolean;
  /** Condition Ready of its status. */
  readonly ready?: { readonly status: string; readonly reason: string };
  /** Hash of spec without target, HPA name and minimum: whether two would scale alike. */
  readonly contentHash: string;
  /** `revcast.dev/stands-for`: the revision that a stand-in covers in its place. */
  readonly standsFor?: string;
  /** `revcast.dev/stand-in-of`: the ScaledObject that it was copied from. */
  readonly standInOf?: string;
  /** `revcast.dev/woken-for`: the PodAutoscaler (uid) that KEDA was told to look for again. */
  readonly wokenFor?: string;
  /** `revcast.dev/idle-min`: the minimum before it was lowered (empty: there was none). */
  readonly idleMin?: string;
  /** `revcast.dev/retargeted-from`: the target it came with, with `--repair retarget`. */
  readonly retargetedFrom?: string;
  readonly tracking?: Tracking;
}

/** Which GitOps tool applied an object, and the object that lists what it applied. */
export type Tracking =
  | { readonly tool: 'argocd'; readonly namespace?: string; readonly application: string }
  | { readonly tool: 'flux'; readonly namespace: string; readonly kustomization: string }
  | { readonly tool: 'helm'; readonly namespace: string; readonly release: string };

export interface HorizontalPodAutoscalerState extends ObjectState {
  readonly currentReplicas: number;
  readonly desiredReplicas: number;
}

/** All there is to know about one Configuration and the Service that owns it. */
export interface Observed {
  readonly namespace: string;
  /** Of the Configuration, and so of its Service. */
  readonly name: string;
  readonly service?: ServiceState;
  readonly configuration?: ConfigurationState;
  readonly revisions: readonly RevisionState[];
  /** Of the namespace's Routes: names of the revisions that they send traffic to. */
  readonly routed: ReadonlySet<string>;
  /** By name. */
  readonly podAutoscalers: ReadonlyMap<string, PodAutoscalerState>;
  /** Those that are named like a revision of it, target one, or belong to it by label or annotation. */
  readonly scaledObjects: readonly ScaledObjectState[];
  /** By name; empty unless `--repair retarget`. */
  readonly horizontalPodAutoscalers: ReadonlyMap<string, HorizontalPodAutoscalerState>;
  readonly cluster: Cluster;
}

export interface PlanSettings {
  readonly repair: 'stand-in' | 'retarget';
  readonly idle: 'lower' | 'keep';
}

/** Why the fixer acts: label of a metric, field of a log line, column of the printed plan. */
export type Reason =
  | 'Adopt'
  | 'WrongTarget'
  | 'WrongHpaName'
  | 'MissingClass'
  | 'Asleep'
  | 'PredictedAhead'
  | 'Missing'
  | 'Waiting'
  | 'Idle'
  | 'InUse'
  | 'NoLongerRendered'
  | 'Retarget'
  | 'Returned'
  | 'StaleReplicas';

/** An Event on the Service. The same one is not told twice. */
export interface Told {
  readonly type: 'Normal' | 'Warning';
  /** The reason field of the Event, in CamelCase. */
  readonly reason: string;
  readonly message: string;
}

/**
 * One write. Those of one plan are done in its order; one that takes what an earlier one gives up
 * must not be done when that has failed.
 */
export type Action =
  /** A merge patch of a ScaledObject, conditional on its resourceVersion. */
  | {
      readonly do: 'patch';
      readonly reasons: readonly Reason[];
      readonly scaledObject: ScaledObjectState;
      readonly patch: JsonObject;
      readonly told?: Told;
    }
  /** A ScaledObject for a revision: a copy of another, or made from the revision's annotations. */
  | {
      readonly do: 'create';
      readonly reasons: readonly Reason[];
      readonly revision: RevisionState;
      readonly owner: PodAutoscalerState;
      readonly copyOf?: ScaledObjectState;
      readonly told?: Told;
    }
  | {
      readonly do: 'remove';
      readonly reasons: readonly Reason[];
      readonly scaledObject: ScaledObjectState;
      /** Removed only when this tool says that it applies the object no longer. */
      readonly tracking: Tracking;
      readonly told?: Told;
    }
  /** An annotation on a PodAutoscaler, so that the extension looks again. */
  | {
      readonly do: 'touch';
      readonly reasons: readonly Reason[];
      readonly podAutoscaler: PodAutoscalerState;
      readonly value: string;
    };

/** A needed revision that has no right ScaledObject yet, and what it waits for. */
export interface Uncovered {
  readonly revision: string;
  readonly because: string;
  /** Whether it gets right by itself, so that nobody has to look. */
  readonly isTransient: boolean;
}

export interface Plan {
  /** In the order in which they have to happen. */
  readonly actions: readonly Action[];
  /** Needed revisions whose ScaledObject is right, as far as it was observed. */
  readonly covered: readonly string[];
  /** Before the actions. */
  readonly uncovered: readonly Uncovered[];
  /** What somebody should know, whether there is an action or not. */
  readonly told: readonly Told[];
  /** Milliseconds after which time alone changes the plan. */
  readonly lookAgainAfter?: number;
}
