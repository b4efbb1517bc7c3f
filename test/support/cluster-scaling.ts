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

/** A ScaledObject as it is now, as far as tests look into it. */
export interface ScaledObject {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly annotations: StringMap;
    readonly labels: StringMap;
    readonly ownerReferences?: readonly { kind: string; name: string; controller?: boolean }[];
  };
  readonly spec: {
    readonly scaleTargetRef: { readonly name: string };
    readonly minReplicaCount?: number;
    readonly advanced: { readonly horizontalPodAutoscalerConfig: { readonly name: string } };
    readonly triggers: readonly { readonly metadata: StringMap }[];
  };
}

/** By name. */
export async function scaledObjects(
  ask: Ask,
  namespace: string,
): Promise<Record<string, ScaledObject>> {
  const { body } = await ask('GET', pathOf(namespace, 'scaledobjects'));
  const items = body.items as unknown as ScaledObject[];
  return Object.fromEntries(items.map((item) => [item.metadata.name, item]));
}

export interface Event {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
}

/** What was told of a namespace's Services, as `reason: message`. */
export async function told(ask: Ask, namespace: string): Promise<string[]> {
  const { body } = await ask('GET', `/api/v1/namespaces/${namespace}/events`);
  return (body.items as unknown as Event[]).map(({ reason, message }) => `${reason}: ${message}`);
}
