import { stakesOf } from '../../../src/fixer/apply/stakes.ts';
import { standIn } from '../../../src/fixer/make/stand-in.ts';
import { plan } from '../../../src/fixer/plan.ts';
import { scaledObjectState } from '../../../src/fixer/state.ts';
import type {
  Action,
  Observed,
  Plan,
  PlanSettings,
  ScaledObjectState,
} from '../../../src/fixer/types.ts';
import type { JsonObject } from '../../../src/json.ts';
import { defaultCluster } from '../../../src/knative/cluster.ts';
import { hpaClass } from '../../../src/knative/keys.ts';
import { annotationsSource, type Trigger } from './git.ts';
import { create, type Refusal, update } from './keda.ts';
import { mergePatched, type World } from './world.ts';

/** What the fixer would see of a unit. */
export function observe(world: World, name: string): Observed {
  const identity = { namespace: 'ns', resourceVersion: '1', isDeleted: false };
  const service = world.services.get(name);
  const configuration = world.configurations.get(name);
  const traffic = world.traffic.get(name) ?? [];
  const { latestCreated, latestReady } = configuration ?? {};
  const latest = {
    ...(latestCreated !== undefined && { latestCreated }),
    ...(latestReady !== undefined && { latestReady }),
  };
  const { podAutoscalers, hpas } = world;
  return {
    namespace: 'ns',
    name,
    ...(service && { service: { ...identity, ...service, annotations: {}, ...latest, traffic } }),
    ...(configuration && {
      configuration: {
        ...identity,
        name,
        uid: configuration.uid,
        ...(configuration.owner !== undefined && { ownerUid: configuration.owner }),
        annotations: {},
        generation: configuration.generation,
        ...latest,
      },
    }),
    revisions: [...world.revisions.values()]
      .filter((each) => each.configuration === name)
      .map(({ owner, template, hasService, ...each }) => ({
        ...identity,
        ...each,
        ...(owner !== undefined && { ownerUid: owner }),
        ...(hasService && { service: name }),
        templateHash: template,
        scalingClass: hpaClass,
        autoCreate: world.autoCreate,
      })),
    routed: new Set(traffic),
    podAutoscalers: new Map(
      [...podAutoscalers.values()].map(({ owner, ...each }) => [
        each.name,
        { ...identity, ...each, ...(owner !== undefined && { ownerUid: owner }) },
      ]),
    ),
    scaledObjects: [...world.scaledObjects.values()].flatMap((object) => stateOf(object) ?? []),
    horizontalPodAutoscalers: new Map(
      [...hpas.values()].map(({ name: hpa, replicas }) => [
        hpa,
        { ...identity, name: hpa, uid: hpa, currentReplicas: replicas, desiredReplicas: replicas },
      ]),
    ),
    cluster: defaultCluster,
  };
}

const states = new WeakMap<JsonObject, ScaledObjectState | undefined>();

/** Objects are replaced, never changed. */
function stateOf(object: JsonObject): ScaledObjectState | undefined {
  if (!states.has(object)) states.set(object, scaledObjectState(object));
  return states.get(object);
}

export interface Applied {
  readonly plan: Plan;
  /** How many actions changed something. */
  readonly written: readonly Action[];
  readonly refused: readonly { readonly action: Action; readonly because: Refusal }[];
}

/** One look of the fixer at a unit, at what is there or at what it saw earlier. */
export function fix(
  world: World,
  name: string,
  settings: PlanSettings,
  seen: Observed = observe(world, name),
): Applied {
  const planned = plan(seen, settings, world.now);
  const written: Action[] = [];
  const refused: { action: Action; because: Refusal }[] = [];
  const held = new Set<string>();
  for (const action of planned.actions) {
    const stakes = stakesOf(action);
    if (stakes.some((stake) => held.has(stake))) continue;
    const because = carryOut(world, action);
    if (because === undefined) {
      written.push(action);
      continue;
    }
    refused.push({ action, because });
    for (const stake of stakes) held.add(stake);
  }
  return { plan: planned, written, refused };
}

function carryOut(world: World, action: Action): Refusal | undefined {
  switch (action.do) {
    case 'patch': {
      const { name, resourceVersion } = action.scaledObject;
      const present = world.scaledObjects.get(name);
      if (present === undefined) return 'conflict';
      return update(world, mergePatched(present, action.patch), resourceVersion);
    }
    case 'create': {
      const { revision, owner, copyOf } = action;
      const source =
        copyOf === undefined
          ? annotationsSource(revision, triggerOf(revision.templateHash))
          : world.scaledObjects.get(copyOf.name);
      if (source === undefined) return 'conflict';
      return create(world, standIn(source, revision, owner));
    }
    case 'remove':
      // Git still has all that it ever applied here.
      return undefined;
    case 'touch': {
      const podAutoscaler = world.podAutoscalers.get(action.podAutoscaler.name);
      if (podAutoscaler === undefined) return 'conflict';
      podAutoscaler.replicas = action.value;
      return undefined;
    }
  }
}

/** The content of a template says what it scales on. */
export function triggerOf(template: string): Trigger {
  return template.startsWith('cpu') ? 'cpu' : 'cron';
}
