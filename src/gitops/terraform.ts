import { isObject, type Json, type JsonObject, stringAt } from '../json.ts';
import { serving } from '../knative/keys.ts';

/**
 * Fields that others than Terraform may change: the API server and KEDA (labels, annotations), and
 * revcast's fixer (targets). The provider then doesn't plan them back.
 */
const computedFields = [
  'metadata.annotations',
  'metadata.labels',
  'spec.advanced.horizontalPodAutoscalerConfig.name',
  'spec.scaleTargetRef.name',
];

/**
 * Terraform JSON with one `kubernetes_manifest` for each ScaledObject, named after its Service, so
 * that a new revision replaces the resource: the new one is made before the old one goes.
 */
export function terraform(scaledObjects: readonly JsonObject[]): JsonObject {
  const manifests: JsonObject = {};
  for (const object of scaledObjects) {
    manifests[resourceName(object)] = {
      manifest: escaped(object),
      computed_fields: computedFields,
      lifecycle: { create_before_destroy: true },
    };
  }
  return { resource: { kubernetes_manifest: manifests } };
}

/** Terraform's names start with a letter or an underscore; a namespace may start with a digit. */
function resourceName(object: JsonObject): string {
  const namespace = stringAt(object, ['metadata', 'namespace']);
  const name =
    stringAt(object, ['metadata', 'labels', serving.configuration]) ??
    stringAt(object, ['metadata', 'name']) ??
    '';
  const whole = namespace === undefined ? name : `${namespace}_${name}`;
  return whole.replace(/^(?=\d)/, '_');
}

/** In Terraform JSON every string is a template: `${` and `%{` would start an expression. */
function escaped(value: Json): Json {
  if (typeof value === 'string') return escapedText(value);
  if (Array.isArray(value)) return value.map(escaped);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [escapedText(key), escaped(inner)]),
  );
}

function escapedText(text: string): string {
  return text.replaceAll('${', () => '$${').replaceAll('%{', () => '%%{');
}
