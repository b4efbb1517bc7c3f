import { describe, expect, it } from 'vitest';
import { severityOf } from '../../src/diagnostics/codes.ts';
import { isObject, type Json, type JsonObject, objectAt } from '../../src/json.ts';
import { makeScaledObject } from '../../src/keda/scaled-object.ts';
import { readScaling } from '../../src/knative/annotations.ts';
import { isClusterConfig, readCluster } from '../../src/knative/cluster.ts';
import { isKnative, readService } from '../../src/knative/service.ts';
import type { Cluster, Revision, Service } from '../../src/knative/types.ts';
import { readManifests } from '../../src/manifest/read.ts';
import type { Manifest } from '../../src/manifest/types.ts';
import { type Group, type Measured, readGroups } from '../conformance/cases.ts';
import { answeredBeyondExtension, refusedByExtension } from './refused-by-extension.ts';

const ours = readGroups().filter(({ measured }) => measured.some(isOurs));

describe.each(ours)('$name', ({ yaml, measured }: Group) => {
  const { manifests } = readManifests({ name: 'cases.yaml', text: yaml });
  const { cluster } = readCluster(manifests.map(({ value }) => value).filter(isClusterConfig));

  it.each(measured.filter(isOurs))('$namespace/$name', (line) => {
    const service = serviceNamed(manifests, line);
    expect(service === undefined ? 'refused' : answer(service, cluster, line)).toEqual(
      expected(line),
    );
  });
});

it('has no refusal without a case', () => {
  const names = new Set(readGroups().flatMap((group) => group.measured.map(({ name }) => name)));
  const listed = [...Object.keys(refusedByExtension), ...Object.keys(answeredBeyondExtension)];
  expect(listed.filter((name) => !names.has(name))).toEqual([]);
});

function isOurs({ hpaClass, webhookErrors }: Measured): boolean {
  return hpaClass && webhookErrors.length === 0;
}

function serviceNamed(manifests: Manifest[], line: Measured): Service | undefined {
  return manifests
    .filter(({ value }) => isKnative(value))
    .flatMap((manifest) => readService(manifest).service ?? [])
    .find(({ name, namespace = 'default' }) => name === line.name && namespace === line.namespace);
}

function answer(service: Service, cluster: Cluster, line: Measured): Json {
  const { scaling, problems } = readScaling(service, cluster);
  const errors = problems.filter(({ code }) => severityOf(code) === 'error');
  if (scaling === undefined || errors.length > 0) return errors.length > 0 ? 'refused' : 'nothing';
  const made = makeScaledObject(scaling, service, revisionOf(line), line.namespace);
  return comparable({ ...made });
}

function expected({ name, error, scaledObject }: Measured): Json {
  if (name in refusedByExtension) return 'refused';
  if (name in answeredBeyondExtension) return expect.objectContaining({ kind: 'ScaledObject' });
  return error === null ? comparable(scaledObject ?? {}) : 'refused';
}

function revisionOf({ name, revisionName, deploymentName, generation }: Measured): Revision {
  return {
    name: revisionName,
    deployment: deploymentName,
    configuration: name,
    service: name,
    generation,
    way: 'initial',
    templateHash: 'hash',
  };
}

/** Without what revcast adds, and without empty maps. */
function comparable(object: JsonObject): Json {
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
