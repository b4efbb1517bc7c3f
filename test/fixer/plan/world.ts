import { isObject, type JsonObject } from '../../../src/json.ts';

/*
 * A small cluster in memory, as strict as the real one where the fixer is concerned: conditional
 * writes, KEDA's webhook, and controllers that act one step at a time, in any order.
 */

export interface Owned {
  readonly name: string;
  readonly uid: string;
  /** uid; undefined: nobody's. */
  readonly owner?: string;
}

export interface KnativeService {
  readonly name: string;
  readonly uid: string;
}

export interface Configuration extends Owned {
  generation: number;
  /** Stands for the content of the template. */
  template: string;
  givenName?: string;
  latestCreated?: string;
  latestReady?: string;
}

export interface Revision extends Owned {
  readonly configuration: string;
  /** Whether its Configuration has a Service. */
  readonly hasService: boolean;
  readonly generation: number;
  readonly template: string;
  readonly createdAt: number;
}

export interface PodAutoscaler extends Owned {
  isReady: boolean;
  replicas?: string;
}

export interface Hpa {
  readonly name: string;
  readonly target: string;
  /** Name of the ScaledObject. */
  readonly owner: string;
  readonly hasClass: boolean;
  readonly replicas: number;
}

/** What KEDA's operator remembers of a ScaledObject, by uid. */
export interface Seen {
  readonly generation: number;
  readonly hpa?: string;
  /** It has found a target once, and checks no more. */
  readonly isResolved: boolean;
}

export interface World {
  now: number;
  count: number;
  autoCreate: boolean;
  readonly services: Map<string, KnativeService>;
  readonly configurations: Map<string, Configuration>;
  readonly revisions: Map<string, Revision>;
  readonly deployments: Map<string, Owned>;
  readonly podAutoscalers: Map<string, PodAutoscaler>;
  readonly hpas: Map<string, Hpa>;
  /** As the API server has them. */
  readonly scaledObjects: Map<string, JsonObject>;
  readonly seen: Map<string, Seen>;
  /** What a Service's traffic names besides the latest ready revision. */
  readonly traffic: Map<string, readonly string[]>;
}

export function emptyWorld(): World {
  return {
    now: 1_000_000,
    count: 0,
    autoCreate: false,
    services: new Map(),
    configurations: new Map(),
    revisions: new Map(),
    deployments: new Map(),
    podAutoscalers: new Map(),
    hpas: new Map(),
    scaledObjects: new Map(),
    seen: new Map(),
    traffic: new Map(),
  };
}

export function uid(world: World): string {
  world.count++;
  return `uid-${world.count}`;
}

/** RFC 7386. */
export function mergePatched(target: JsonObject, patch: JsonObject): JsonObject {
  const merged: JsonObject = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    const present = merged[key];
    if (value === null) delete merged[key];
    else if (isObject(value)) merged[key] = mergePatched(isObject(present) ? present : {}, value);
    else merged[key] = value;
  }
  return merged;
}
