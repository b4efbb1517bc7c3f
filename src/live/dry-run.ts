import { type JsonObject, objectAt, valueAt } from '../json.ts';
import type { Patch } from '../kubernetes/types.ts';
import { difference } from './json-patch.ts';
import { takenFields, without } from './managed-fields.ts';
import { type Asking, type Place, type Tried, tried } from './request.ts';
import { applyPatch, firstApplied } from './three-way.ts';

/**
 * Applies an object for a try, the way its applier does: what the cluster would have afterwards,
 * with all that its admission fills in or refuses. Nothing is stored.
 */
export async function dryRun(
  manifest: JsonObject,
  live: JsonObject | undefined,
  place: Place,
  asking: Asking,
): Promise<Tried<JsonObject>> {
  const metadata = { ...objectAt(manifest, ['metadata']), namespace: place.namespace };
  const object = { ...manifest, metadata };
  return asking.applier.way === 'client-side'
    ? await clientSide(object, live, place, asking)
    : await serverSide(object, live, place, asking);
}

async function clientSide(
  object: JsonObject,
  live: JsonObject | undefined,
  place: Place,
  asking: Asking,
): Promise<Tried<JsonObject>> {
  if (live === undefined) return await create(firstApplied(object), place, asking);
  const body = applyPatch(object, live);
  if (Object.keys(body).length === 0) return { value: live };
  return await patch({ type: 'merge', body }, place, asking);
}

/** What is taken over from others is a change of its own before the real apply: both in one here. */
async function serverSide(
  object: JsonObject,
  live: JsonObject | undefined,
  place: Place,
  asking: Asking,
): Promise<Tried<JsonObject>> {
  const applied = await patch({ type: 'apply', body: object, force: true }, place, asking);
  if (live === undefined || !('value' in applied)) return applied;
  const taken = takenFields(live, asking.applier);
  const gone = taken.filter((path) => (valueAt(object, path) ?? null) === null);
  if (gone.length === 0) return applied;
  const body = difference(written(live), written(without(applied.value, gone)));
  return await patch({ type: 'merge', body }, place, asking);
}

/** What of an object manifests can change. */
function written(object: JsonObject): JsonObject {
  const { annotations = {}, labels = {} } = objectAt(object, ['metadata']) ?? {};
  return { metadata: { annotations, labels }, spec: object.spec ?? {} };
}

async function create(body: JsonObject, place: Place, asking: Asking): Promise<Tried<JsonObject>> {
  const { resource, namespace } = place;
  return await tried('create', place, asking, () =>
    asking.client.create(resource, namespace, body, options(asking)),
  );
}

/** A change that is never stored. */
export async function patch(body: Patch, place: Place, asking: Asking): Promise<Tried<JsonObject>> {
  const { resource, namespace, name } = place;
  return await tried('patch', place, asking, () =>
    asking.client.patch(resource, namespace, name, body, options(asking)),
  );
}

function options({ applier }: Asking): { readonly fieldManager: string; readonly dryRun: true } {
  return { fieldManager: applier.fieldManager, dryRun: true };
}
