import { parseAllDocuments } from 'yaml';
import type { JsonObject } from '../../src/json.ts';
import type { StringMap } from '../../src/knative/types.ts';
import { render } from '../../src/render.ts';
import { made, pathOf } from './cluster-knative.ts';
import { serviceObject, type Template } from './cluster-objects.ts';
import type { Ask } from './cluster-request.ts';

/** Knative's settings, with automatic creation of ScaledObjects off. */
export async function installSettings(ask: Ask): Promise<void> {
  const namespace = 'knative-serving';
  await made(ask('POST', '/api/v1/namespaces', { metadata: { name: namespace } }));
  const settings = {
    'config-autoscaler': {},
    'config-autoscaler-keda': { 'autoscaler.keda.scaledobject-autocreate': 'false' },
    'config-defaults': {},
    'config-features': {},
  };
  for (const [name, data] of Object.entries(settings)) {
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    await made(ask('POST', path, { metadata: { namespace, name }, data }));
  }
}

/** The ScaledObject that revcast renders for a Service, with a prediction of its generation. */
export function rendered(
  namespace: string,
  name: string,
  generation: number,
  template?: Template,
): JsonObject {
  const own: StringMap = { 'revcast.dev/generation': String(generation) };
  const text = JSON.stringify(serviceObject(namespace, name, template, own));
  const { output, findings } = render([{ name: 'service.json', text }], { onlyGenerated: true });
  const [object] = parseAllDocuments(output.join('')).map((document) => document.toJSON());
  if (object?.kind !== 'ScaledObject') throw new Error(JSON.stringify(findings));
  return object;
}

/** Applies it, as a GitOps tool does. */
export async function applied(ask: Ask, object: JsonObject): Promise<void> {
  const { namespace } = object.metadata as { namespace: string };
  await made(ask('POST', pathOf(namespace, 'scaledobjects'), object));
}
