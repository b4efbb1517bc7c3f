import { isObject, type Json, type JsonObject, objectAt } from '../../src/json.ts';

/** A ScaledObject without what revcast adds to the extension's, and without empty maps. */
export function comparable(object: JsonObject): Json {
  const metadata = objectAt(object, ['metadata']) ?? {};
  const { 'app.kubernetes.io/managed-by': _, ...labels } = objectAt(metadata, ['labels']) ?? {};
  const annotations = Object.entries(objectAt(metadata, ['annotations']) ?? {}).filter(
    ([key]) => !/^revcast\.dev\/(prediction|template-hash|query-templates)$/.test(key),
  );
  const rest = { namespace: 'default', ...metadata, labels };
  return withoutEmptyMaps({
    ...object,
    metadata: { ...rest, annotations: Object.fromEntries(annotations) },
  });
}

function withoutEmptyMaps(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutEmptyMaps);
  if (!isObject(value)) return value;
  const kept = Object.entries(value)
    .map(([key, inner]): [string, Json] => [key, withoutEmptyMaps(inner)])
    .filter(([, inner]) => !isObject(inner) || Object.keys(inner).length > 0);
  return Object.fromEntries(kept);
}
