import { type JsonObject, objectAt, stringAt, valueAt } from '../../../src/json.ts';
import { autoscaling, hpaClass } from '../../../src/knative/keys.ts';
import { uid, type World } from './world.ts';

/** Why the API server refuses a write. `hpa` is the only refusal that passes by itself. */
export type Refusal =
  | 'conflict'
  | 'exists'
  | 'target taken'
  | 'hpa name taken'
  | 'hpa'
  | 'no deployment'
  | 'minimum';

export const targetOf = (object: JsonObject): string =>
  stringAt(object, ['spec', 'scaleTargetRef', 'name']) ?? '';
const kindOf = (object: JsonObject): string =>
  stringAt(object, ['spec', 'scaleTargetRef', 'kind']) ?? 'Deployment';
export const nameOf = (object: JsonObject): string => stringAt(object, ['metadata', 'name']) ?? '';
export const uidOf = (object: JsonObject): string => stringAt(object, ['metadata', 'uid']) ?? '';
export const hpaNameOf = (object: JsonObject): string =>
  stringAt(object, ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name']) ??
  `keda-hpa-${nameOf(object)}`;
const isCpu = (object: JsonObject): boolean =>
  stringAt(object, ['spec', 'triggers', 0, 'type']) === 'cpu';

/** KEDA's admission webhook (`apis/keda/v1alpha1/scaledobject_webhook.go`). */
export function refusal(world: World, object: JsonObject): Refusal | undefined {
  for (const other of world.scaledObjects.values()) {
    if (nameOf(other) === nameOf(object)) continue;
    const isSameKind = kindOf(other) === kindOf(object);
    if (isSameKind && targetOf(other) === targetOf(object)) return 'target taken';
    if (hpaNameOf(other) === hpaNameOf(object)) return 'hpa name taken';
  }
  if (isCpu(object) && !world.deployments.has(targetOf(object))) return 'no deployment';
  if (isCpu(object) && (valueAt(object, ['spec', 'minReplicaCount']) ?? 0) === 0) return 'minimum';
  for (const hpa of world.hpas.values()) {
    if (hpa.target === targetOf(object) && hpa.owner !== nameOf(object)) return 'hpa';
  }
  return undefined;
}

export function create(world: World, object: JsonObject): Refusal | undefined {
  if (world.scaledObjects.has(nameOf(object))) return 'exists';
  const metadata: JsonObject = {
    ...objectAt(object, ['metadata']),
    namespace: 'ns',
    uid: uid(world),
    resourceVersion: uid(world),
    generation: 1,
    creationTimestamp: new Date(world.now).toISOString(),
  };
  const created = { ...object, metadata };
  const refused = refusal(world, created);
  if (refused === undefined) world.scaledObjects.set(nameOf(object), created);
  return refused;
}

/** `resourceVersion`: what the writer has seen. */
export function update(
  world: World,
  object: JsonObject,
  resourceVersion?: string,
): Refusal | undefined {
  const present = world.scaledObjects.get(nameOf(object));
  if (present === undefined) return 'conflict';
  const version = stringAt(present, ['metadata', 'resourceVersion']);
  if (resourceVersion !== undefined && version !== resourceVersion) return 'conflict';
  const isSpecChanged = JSON.stringify(object.spec) !== JSON.stringify(present.spec);
  const generation = Number(valueAt(present, ['metadata', 'generation'])) + Number(isSpecChanged);
  const metadata: JsonObject = {
    ...objectAt(object, ['metadata']),
    resourceVersion: uid(world),
    generation,
  };
  const updated = { ...object, metadata };
  const refused = refusal(world, updated);
  if (refused === undefined) world.scaledObjects.set(nameOf(object), updated);
  return refused;
}

export function remove(world: World, name: string): void {
  world.scaledObjects.delete(name);
  for (const hpa of [...world.hpas.values()]) {
    if (hpa.owner === name) world.hpas.delete(hpa.name);
  }
}

/**
 * KEDA's operator looks at each ScaledObject whose spec it has not seen, and never again by itself:
 * its backoff grows to 1000 s. Returns whether it did anything.
 */
export function operate(world: World): boolean {
  let acted = false;
  for (const object of [...world.scaledObjects.values()]) {
    const seen = world.seen.get(uidOf(object));
    const generation = Number(valueAt(object, ['metadata', 'generation']));
    const hasHpa = seen?.hpa !== undefined && world.hpas.get(seen.hpa)?.owner === nameOf(object);
    const isDone = seen?.generation === generation && (hasHpa || seen.hpa === undefined);
    if (isDone) continue;
    acted = true;
    reconcile(world, object, generation, seen?.hpa, seen?.isResolved === true);
  }
  return acted;
}

function reconcile(
  world: World,
  object: JsonObject,
  generation: number,
  formerHpa: string | undefined,
  isResolved: boolean,
): void {
  if (!isResolved && !world.deployments.has(targetOf(object))) {
    world.seen.set(uidOf(object), { generation, isResolved });
    setReady(world, object, 'False', 'ScaledObjectCheckFailed');
    return;
  }
  const name = hpaNameOf(object);
  const former = formerHpa === undefined ? undefined : world.hpas.get(formerHpa);
  if (former !== undefined && former.owner === nameOf(object) && former.name !== name) {
    world.hpas.delete(former.name);
  }
  const hasClass = stringAt(object, ['metadata', 'annotations', autoscaling.class]) === hpaClass;
  const hpa = { name, target: targetOf(object), owner: nameOf(object), hasClass, replicas: 1 };
  world.hpas.set(name, hpa);
  world.seen.set(uidOf(object), { generation, hpa: name, isResolved: true });
  setReady(world, object, 'True', 'ScaledObjectReady');
}

function setReady(world: World, object: JsonObject, status: string, reason: string): void {
  const conditions = [{ type: 'Ready', status, reason }];
  const metadata = { ...objectAt(object, ['metadata']), resourceVersion: uid(world) };
  world.scaledObjects.set(nameOf(object), { ...object, metadata, status: { conditions } });
}
