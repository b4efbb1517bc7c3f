import { describe, expect, it } from 'vitest';
import { severityOf } from '../../src/diagnostics/codes.ts';
import type { Json } from '../../src/json.ts';
import { makeScaledObject } from '../../src/keda/scaled-object.ts';
import { readScaling } from '../../src/knative/annotations.ts';
import { readCluster } from '../../src/knative/cluster.ts';
import { isKnative, readService } from '../../src/knative/service.ts';
import type { Cluster, Revision, Service } from '../../src/knative/types.ts';
import { readManifests } from '../../src/manifest/read.ts';
import type { Manifest } from '../../src/manifest/types.ts';
import { type Group, type Measured, readGroups } from '../conformance/cases.ts';
import { comparable } from '../conformance/comparable.ts';
import { refused } from '../conformance/refused.ts';

// The extension's part alone: what KEDA's rules refuse of it later is compared too.
const ours = readGroups().filter(({ measured }) => measured.some(isOurs));

describe.each(ours)('$name', ({ yaml, measured }: Group) => {
  const { manifests } = readManifests({ name: 'cases.yaml', text: yaml });
  const { cluster } = readCluster(manifests.map(({ value }) => value));

  it.each(measured.filter(isOurs))('$namespace/$name', (line) => {
    const service = serviceNamed(manifests, line);
    const answer = service === undefined ? 'refused' : answerTo(service, cluster, line);
    if (line.name.startsWith('o-advanced-')) expect(answer).not.toBe('refused');
    else if (refused.has(line.name))
      expect(['refused', measuredAnswer(line)]).toContainEqual(answer);
    else expect(answer).toEqual(measuredAnswer(line));
  });
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

function answerTo(service: Service, cluster: Cluster, line: Measured): Json {
  const { scaling, problems } = readScaling(service, cluster);
  const errors = problems.filter(({ code }) => severityOf(code) === 'error');
  if (scaling === undefined || errors.length > 0) return errors.length > 0 ? 'refused' : 'nothing';
  const made = makeScaledObject(scaling, service, revisionOf(line), line.namespace);
  return comparable({ ...made });
}

function measuredAnswer({ error, scaledObject }: Measured): Json {
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
