import { describe, expect, it } from 'vitest';
import { madeFor } from '../../src/fixer/make/made-for.ts';
import { type Json, type JsonObject, objectAt, stringAt } from '../../src/json.ts';
import { readCluster } from '../../src/knative/cluster.ts';
import { isKnative, readService } from '../../src/knative/service.ts';
import type { Cluster, Service } from '../../src/knative/types.ts';
import { readManifests } from '../../src/manifest/read.ts';
import type { Manifest } from '../../src/manifest/types.ts';
import { type Group, type Measured, readGroups } from '../conformance/cases.ts';
import { comparable } from '../conformance/comparable.ts';
import { refused } from '../conformance/refused.ts';
import { stamped, stateOf } from './revisions.ts';

/** Knative takes the Service, so that there is a revision, of class hpa. No cluster counts below 1. */
function isThere({ hpaClass, webhookErrors, generation }: Measured): boolean {
  return hpaClass && webhookErrors.length === 0 && generation >= 0;
}

const groups = readGroups().filter(({ measured }) => measured.some(isThere));

describe.each(groups)('$name, from the revision alone', ({ yaml, measured }: Group) => {
  const { manifests } = readManifests({ name: 'cases.yaml', text: yaml });
  const { cluster } = readCluster(manifests.map(({ value }) => value));

  it.each(measured.filter(isThere))('$namespace/$name', (line) => {
    const made = answerTo(serviceNamed(manifests, line), cluster, line);
    if (refused.has(line.name)) expect(['refused', measuredAnswer(line)]).toContainEqual(made);
    else expect(made).toEqual(measuredAnswer(line));
  });
});

function serviceNamed(manifests: Manifest[], line: Measured): Service {
  const service = manifests
    .filter(({ value }) => isKnative(value))
    .flatMap((manifest) => readService(manifest).service ?? [])
    .find(({ name, namespace = 'default' }) => name === line.name && namespace === line.namespace);
  if (service === undefined) throw new Error(`no Service ${line.name}`);
  return service;
}

function answerTo(service: Service, cluster: Cluster, line: Measured): Json {
  const { revisionName: name, generation } = line;
  const revision = stamped(service, { name, generation }, cluster);
  const owner = { name, uid: 'uid-of-podautoscaler' };
  const made = madeFor(revision, stateOf(revision), service.manifest.value, owner, cluster);
  if ('scaledObject' in made) return comparable(withoutLife(made.scaledObject));
  expect(made.problems).not.toEqual([]);
  return 'refused';
}

/** Without what only a cluster knows, after a look whether it is right. */
function withoutLife(scaledObject: JsonObject): JsonObject {
  const { ownerReferences, labels, ...metadata } = objectAt(scaledObject, ['metadata']) ?? {};
  expect(ownerReferences).toEqual([
    {
      apiVersion: 'autoscaling.internal.knative.dev/v1alpha1',
      kind: 'PodAutoscaler',
      name: stringAt(metadata, ['name']),
      uid: 'uid-of-podautoscaler',
      controller: true,
      blockOwnerDeletion: false,
    },
  ]);
  const entries = Object.entries(objectAt(labels, []) ?? {});
  const [uids, others] = [true, false].map((isUid) =>
    Object.fromEntries(entries.filter(([key]) => key.endsWith('UID') === isUid)),
  );
  expect(uids).toEqual({
    'serving.knative.dev/configurationUID': 'uid-of-configuration',
    'serving.knative.dev/revisionUID': 'uid-of-revision',
    'serving.knative.dev/serviceUID': 'uid-of-service',
  });
  return { ...scaledObject, metadata: { ...metadata, labels: others ?? {} } };
}

function measuredAnswer({ error, scaledObject }: Measured): Json {
  return error === null ? comparable(scaledObject ?? {}) : 'refused';
}
