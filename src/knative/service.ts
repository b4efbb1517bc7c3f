import { quoted } from '../diagnostics/quoted.ts';
import type { Problem } from '../diagnostics/types.ts';
import { isObject, type Json, type JsonObject, valueAt } from '../json.ts';
import type { Manifest } from '../manifest/types.ts';
import { annotation, autoscaling } from './keys.ts';
import { notString, type Read, readStrings } from './strings.ts';
import type { Cluster, Service } from './types.ts';

const group = 'serving.knative.dev/';
const apiVersion = 'serving.knative.dev/v1';

/** Whether an object is a Knative Service or Configuration, of whatever version. */
export function isKnative(value: JsonObject): boolean {
  const { apiVersion: version, kind } = value;
  return typeof version === 'string' && version.startsWith(group) && kindOf(kind) !== undefined;
}

function kindOf(kind: Json | undefined): Service['kind'] | undefined {
  return kind === 'Service' || kind === 'Configuration' ? kind : undefined;
}

/** The typed Service. Without a name or a template there is none; other problems leave it usable. */
export function readService(manifest: Manifest): {
  readonly service?: Service;
  readonly problems: Problem[];
} {
  const { value } = manifest;
  const kind = kindOf(value.kind);
  if (value.apiVersion !== apiVersion || kind === undefined) {
    return { problems: [versionProblem(value)] };
  }
  const name = readName(value);
  const namespace = readNamespace(value);
  const template = readTemplate(value);
  const ownAnnotations = readStrings(value, ['metadata', 'annotations']);
  const ownLabels = readStrings(value, ['metadata', 'labels']);
  const annotations = readStrings(value, ['spec', 'template', 'metadata', 'annotations']);
  const labels = readStrings(value, ['spec', 'template', 'metadata', 'labels']);
  const read = [name, namespace, ownAnnotations, ownLabels, template, annotations, labels];
  const problems = read.flatMap((part) => part.problems);
  if (name.value === undefined || template.value === undefined) return { problems };
  const service = {
    manifest,
    kind,
    name: name.value,
    namespace: namespace.value,
    template: template.value,
    annotations: annotations.value,
    labels: labels.value,
    ownAnnotations: ownAnnotations.value,
  };
  return { service, problems };
}

/** The class that decides who scales a revision: the template's, else the cluster's. */
export function scalingClass(service: Service, cluster: Cluster): string {
  return annotation(service.annotations, autoscaling.class)?.value ?? cluster.podAutoscalerClass;
}

function versionProblem(value: JsonObject): Problem {
  return {
    code: 'RC2001',
    path: ['apiVersion'],
    message: `apiVersion is ${quoted(value.apiVersion ?? null)}, which Knative does not serve`,
    hint: `Write ${apiVersion}.`,
  };
}

function readName(value: JsonObject): Read<string | undefined> {
  const name = valueAt(value, ['metadata', 'name']);
  if (typeof name === 'string' && name !== '') return { value: name, problems: [] };
  const generated = valueAt(value, ['metadata', 'generateName']);
  if (name !== undefined && name !== null && name !== '') {
    return { value: undefined, problems: [notString(['metadata', 'name'], name)] };
  }
  const message =
    typeof generated === 'string'
      ? `the name is left to the cluster (generateName ${quoted(generated)}), so that no revision can be predicted`
      : 'the object has no name';
  const problem: Problem = {
    code: 'RC2002',
    path: ['metadata', 'name'],
    message,
    hint: 'Give it a metadata.name.',
  };
  return { value: undefined, problems: [problem] };
}

function readNamespace(value: JsonObject): Read<string | undefined> {
  const path = ['metadata', 'namespace'];
  const namespace = valueAt(value, path) ?? undefined;
  if (namespace === undefined || namespace === '') return { value: undefined, problems: [] };
  if (typeof namespace === 'string') return { value: namespace, problems: [] };
  return { value: undefined, problems: [notString(path, namespace)] };
}

function readTemplate(value: JsonObject): Read<JsonObject | undefined> {
  const path = ['spec', 'template'];
  const template = valueAt(value, path);
  if (isObject(template)) return { value: template, problems: [] };
  const found = template === undefined || template === null ? 'missing' : quoted(template);
  const problem: Problem = {
    code: 'RC2003',
    path,
    message: `spec.template is ${found}, where a mapping with the revision's metadata and spec is expected`,
    hint: 'Write the containers under spec.template.spec.containers.',
  };
  return { value: undefined, problems: [problem] };
}
