import type { Problem } from '../diagnostics/types.ts';
import { type JsonObject, objectAt, valueAt } from '../json.ts';
import { configurations } from '../kubernetes/resources.ts';
import { isEqual } from './json-patch.ts';
import { behind, goingAway, inTheWay } from './problems.ts';
import { type Asking, type Failed, type Place, tried } from './request.ts';

/** A Service in the cluster with its Configuration; of one that stands alone they are the same. */
export interface Found {
  readonly object: JsonObject;
  readonly configuration: JsonObject;
  readonly generation: number;
  readonly template: JsonObject;
}

/** What the cluster has at a place: nothing, or something that will stay what it is. */
export type Look = { readonly found?: Found } | { readonly problem: Problem } | Failed;

/** The controller takes milliseconds; one that takes longer than all looks is not waited for. */
const looks = 20;
const betweenLooks = 250;

/** Looks for an object, and waits a little while its Configuration isn't brought up to date. */
export async function look(place: Place, asking: Asking): Promise<Look> {
  for (let count = 1; ; count += 1) {
    const object = await read(place, asking);
    if ('failed' in object) return object;
    const configuration =
      place.resource === configurations
        ? object
        : await read({ ...place, resource: configurations }, asking);
    if ('failed' in configuration) return configuration;
    const seen = lookAt(place, object.value, configuration.value);
    const isLate = 'problem' in seen && seen.problem.code === 'RC6022';
    if (!isLate || count === looks) return seen;
    await asking.pause(betweenLooks);
  }
}

async function read(
  place: Place,
  asking: Asking,
): Promise<{ readonly value: JsonObject | undefined } | Failed> {
  const { resource, namespace, name } = place;
  const end = await tried('get', place, asking, () => asking.client.get(resource, namespace, name));
  return 'refused' in end ? { failed: end.refused } : end;
}

function lookAt(
  place: Place,
  object: JsonObject | undefined,
  configuration: JsonObject | undefined,
): Look {
  if (isGoing(object) || isGoing(configuration)) return { problem: goingAway(place) };
  if (object === undefined) {
    if (configuration === undefined) return {};
    return { problem: isOwned(configuration) ? goingAway(place) : inTheWay(place) };
  }
  const generation = valueAt(configuration, ['metadata', 'generation']);
  const template = objectAt(configuration, ['spec', 'template']);
  const isWhole = configuration !== undefined && typeof generation === 'number' && template;
  if (!isWhole || isBehind(object, template)) return { problem: behind(place) };
  return { found: { object, configuration, generation, template } };
}

function isGoing(object: JsonObject | undefined): boolean {
  return valueAt(object, ['metadata', 'deletionTimestamp']) !== undefined;
}

/** By a Service that is gone: the garbage collector will come. */
function isOwned(configuration: JsonObject): boolean {
  const owners = valueAt(configuration, ['metadata', 'ownerReferences']);
  return Array.isArray(owners) && owners.length > 0;
}

/** Whether the controller has a template before it that it didn't hand on to the Configuration. */
function isBehind(object: JsonObject, template: JsonObject): boolean {
  const seen = valueAt(object, ['status', 'observedGeneration']);
  if (seen === valueAt(object, ['metadata', 'generation'])) return false;
  return !isEqual(valueAt(object, ['spec', 'template']) ?? null, template);
}
