import { type RenderedList, renderList } from '../../src/gitops/krm/render-list.ts';
import { type ResourceList, readResourceList } from '../../src/gitops/krm/resource-list.ts';
import { isObject, type Json, type JsonObject } from '../../src/json.ts';
import { parseDocument } from '../../src/manifest/parse.ts';
import type { Settings } from '../../src/settings.ts';

export function readList(text: string): ResourceList {
  const list = readResourceList({ name: '<stdin>', text });
  if ('findings' in list) throw new Error(list.findings[0]?.message);
  return list;
}

/** A ResourceList of these objects; a text is an item as it is. */
export function listOf(...items: readonly object[]): string {
  const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items };
  return JSON.stringify(list, null, 2);
}

export function renderText(text: string, settings: Partial<Settings> = {}): RenderedList {
  return renderList(readList(text), settings);
}

/** What Go makes of the items of a list. */
export function itemsIn(text: string): JsonObject[] {
  return listIn(text, 'items');
}

export function resultsIn(text: string): JsonObject[] {
  return listIn(text, 'results');
}

function listIn(text: string, name: string): JsonObject[] {
  const source = { name: 'out', text };
  const parsed = parseDocument({ source, start: 0, end: text.length, syntax: 'yaml' });
  const value: Json = 'value' in parsed ? parsed.value : null;
  const list = isObject(value) ? value[name] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

export interface ServiceOf {
  readonly name?: string;
  readonly namespace?: string;
  /** On the Service itself. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** On the template, besides the class. */
  readonly template?: Readonly<Record<string, string>>;
  /** Of the Pod, besides the container's image and resources. */
  readonly spec?: JsonObject;
  readonly container?: JsonObject;
}

/** A Service that gets a ScaledObject. */
export function service(given: ServiceOf = {}): JsonObject {
  const { name = 'web', namespace, annotations, template, spec, container } = given;
  const containers = [
    { image: 'registry.example.com/web:1', resources: { requests: { cpu: '100m' } }, ...container },
  ];
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(annotations && { annotations: { ...annotations } }),
    },
    spec: {
      template: {
        metadata: {
          annotations: {
            'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev',
            ...template,
          },
        },
        spec: { containers, ...spec },
      },
    },
  };
}
