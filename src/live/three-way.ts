import { isObject, type JsonObject, objectAt, stringAt } from '../json.ts';
import { canonicalJson } from '../knative/template/canonical-json.ts';
import { difference, removals, withoutNulls, withoutRemovals } from './json-patch.ts';

const lastAppliedKey = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * The patch that `kubectl apply` sends for a custom resource, of which the cluster keeps a record of
 * what was applied last.
 */
export function applyPatch(manifest: JsonObject, live: JsonObject): JsonObject {
  return threeWayPatch(lastApplied(live) ?? {}, annotated(manifest), live);
}

/**
 * What is wanted otherwise than it is, and the removal of what was wanted before and no longer is;
 * what others added stays. (`CreateThreeWayJSONMergePatch` of k8s.io/apimachinery.)
 */
export function threeWayPatch(
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
): JsonObject {
  const changed = withoutRemovals(difference(current, modified));
  const removed = removals(difference(original, modified));
  return merged(removed, changed);
}

/** What `kubectl apply` creates: the manifest without nulls, and a record of it. */
export function firstApplied(manifest: JsonObject): JsonObject {
  const object = withoutNulls(annotated(manifest));
  return isObject(object) ? object : manifest;
}

/** The manifest as it was last applied; undefined when nobody recorded one that can be read. */
export function lastApplied(live: JsonObject): JsonObject | undefined {
  const text = stringAt(live, ['metadata', 'annotations', lastAppliedKey]);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The manifest with itself, less an older record, in an annotation. */
function annotated(manifest: JsonObject): JsonObject {
  const metadata = objectAt(manifest, ['metadata']) ?? {};
  const { [lastAppliedKey]: _, ...annotations } = objectAt(metadata, ['annotations']) ?? {};
  const plain = { ...manifest, metadata: { ...metadata, annotations } };
  const record = `${canonicalJson(plain)}\n`;
  const recorded = { ...annotations, [lastAppliedKey]: record };
  return { ...plain, metadata: { ...metadata, annotations: recorded } };
}

function merged(patch: JsonObject, over: JsonObject): JsonObject {
  const result = { ...patch };
  for (const [key, value] of Object.entries(over)) {
    const under = result[key];
    result[key] = isObject(under) && isObject(value) ? merged(under, value) : withoutNulls(value);
  }
  return result;
}
