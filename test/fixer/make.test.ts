import { describe, expect, it } from 'vitest';
import { madeFor } from '../../src/fixer/make/made-for.ts';
import { type JsonObject, stringAt, valueAt } from '../../src/json.ts';
import { defaultCluster } from '../../src/knative/cluster.ts';
import { serviceOf, serviceValue } from '../knative/fixtures.ts';
import { stamped, stateOf } from './revisions.ts';

const cluster = defaultCluster;

function made(
  annotations: Record<string, string>,
  own: Record<string, string> = {},
  change: (revision: JsonObject) => JsonObject = (revision) => revision,
): ReturnType<typeof madeFor> {
  const parent = serviceValue({
    metadata: { annotations: own },
    spec: { template: { metadata: { annotations } } },
  });
  const service = serviceOf(parent);
  const revision = change(stamped(service, { name: 'web-00004', generation: 4 }, cluster));
  return madeFor(revision, stateOf(revision), parent, { name: 'web-00004', uid: 'pa' }, cluster);
}

function scaledObjectOf(result: ReturnType<typeof madeFor>): JsonObject {
  return 'scaledObject' in result ? result.scaledObject : { problems: JSON.stringify(result) };
}

const custom = {
  'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev',
  'autoscaling.knative.dev/metric': 'rps',
  'autoscaling.knative.dev/target': '10',
  'autoscaling.knative.dev/prometheus-query': 'sum(rate(x{revision="{{ .revisionName }}"}[1m]))',
};

describe('a ScaledObject made for a revision', () => {
  it('says that it was not predicted, and for which template it is', () => {
    const annotations = valueAt(scaledObjectOf(made(custom)), ['metadata', 'annotations']);
    expect(annotations).toMatchObject({
      'revcast.dev/prediction': 'actual',
      'revcast.dev/template-hash': expect.stringMatching(/^[0-9a-f]{16}$/),
      'revcast.dev/query-templates': `{"0":${JSON.stringify(custom['autoscaling.knative.dev/prometheus-query'])}}`,
    });
  });

  it('is of class hpa, also where the cluster’s class has become another', () => {
    const { 'autoscaling.knative.dev/class': scalingClass, ...bare } = custom;
    const key = 'autoscaling.knative.dev/class';
    expect(valueAt(scaledObjectOf(made(bare)), ['metadata', 'annotations', key])).toBe(
      scalingClass,
    );
    const cpu = { 'autoscaling.knative.dev/metric': 'cpu' };
    expect(valueAt(scaledObjectOf(made(cpu)), ['spec', 'triggers', 0, 'type'])).toBe('cpu');
  });

  it('asks for the revision by its name', () => {
    const query = ['spec', 'triggers', 0, 'metadata', 'query'];
    expect(valueAt(scaledObjectOf(made(custom)), query)).toBe(
      'sum(rate(x{revision="web-00004"}[1m]))',
    );
  });

  it("has the Service's overlay laid over it", () => {
    const overlay = { 'revcast.dev/scaled-object': 'spec: {cooldownPeriod: 7}' };
    expect(valueAt(scaledObjectOf(made(custom, overlay)), ['spec', 'cooldownPeriod'])).toBe(7);
  });

  it("keeps the revision's maker, whoever touched the Service since", () => {
    const lastModifier = { 'serving.knative.dev/lastModifier': 'eve' };
    const result = made(custom, lastModifier, (revision) => {
      const creator = ['metadata', 'annotations', 'serving.knative.dev/creator'];
      expect(stringAt(revision, creator)).toBe('eve');
      const metadata = revision.metadata as JsonObject;
      const annotations = metadata.annotations as JsonObject;
      const stampedByAnn = { ...annotations, 'serving.knative.dev/creator': 'ann' };
      return { ...revision, metadata: { ...metadata, annotations: stampedByAnn } };
    });
    const creator = ['metadata', 'annotations', 'serving.knative.dev/creator'];
    expect(valueAt(scaledObjectOf(result), creator)).toBe('ann');
  });

  it('has no label of a Service where a Configuration stands alone', () => {
    const result = made(custom, {}, (revision) => {
      const metadata = revision.metadata as JsonObject;
      const labels = { ...(metadata.labels as JsonObject) };
      delete labels['serving.knative.dev/service'];
      delete labels['serving.knative.dev/serviceUID'];
      return { ...revision, metadata: { ...metadata, labels } };
    });
    expect(valueAt(scaledObjectOf(result), ['metadata', 'labels'])).toEqual({
      app: 'web-00004',
      'app.kubernetes.io/managed-by': 'revcast',
      'serving.knative.dev/configuration': 'web',
      'serving.knative.dev/configurationGeneration': '4',
      'serving.knative.dev/configurationUID': 'uid-of-configuration',
      'serving.knative.dev/revision': 'web-00004',
      'serving.knative.dev/revisionUID': 'uid-of-revision',
    });
  });
});

describe('problems come back', () => {
  it.each([
    ['of the extension', { 'autoscaling.knative.dev/metric-type': 'Average' }, {}, 'RC3020'],
    ['of a webhook that was away', { 'autoscaling.knative.dev/target': 'ten' }, {}, 'RC2107'],
    ['of the overlay', {}, { 'revcast.dev/scaled-object': '- no mapping' }, 'RC5009'],
    [
      "of KEDA's webhook",
      {},
      { 'revcast.dev/scaled-object': 'spec: {idleReplicaCount: 5, minReplicaCount: 1}' },
      'RC4102',
    ],
  ])('%s', (_, annotations, own, code) => {
    const result = made({ ...custom, ...annotations }, own);
    const codes = 'problems' in result ? result.problems.map((problem) => problem.code) : [];
    expect(codes).toContain(code);
  });

  it('not for a limit that came after the revision', () => {
    const limited = { ...cluster, maxScaleLimit: 5 };
    const service = serviceOf(
      serviceValue({
        spec: {
          template: {
            metadata: { annotations: { ...custom, 'autoscaling.knative.dev/max-scale': '9' } },
          },
        },
      }),
    );
    const revision = stamped(service, { name: 'web-00004', generation: 4 }, cluster);
    const owner = { name: 'web-00004', uid: 'pa' };
    const result = madeFor(revision, stateOf(revision), service.manifest.value, owner, limited);
    expect(valueAt(scaledObjectOf(result), ['spec', 'maxReplicaCount'])).toBe(9);
  });
});
