import { describe, expect, it } from 'vitest';
import { standIn } from '../../src/fixer/make/stand-in.ts';
import { contentHash } from '../../src/fixer/state/content.ts';
import { scaledObjectState } from '../../src/fixer/state/scaled-object.ts';
import type { RevisionState } from '../../src/fixer/types.ts';
import { isObject, type Json, type JsonObject, valueAt } from '../../src/json.ts';

const revision: RevisionState = {
  namespace: 'shop',
  name: 'web-00004',
  uid: 'uid-of-revision',
  resourceVersion: '1',
  isDeleted: false,
  configuration: 'web',
  service: 'web',
  generation: 4,
  templateHash: 'hash-of-4',
  createdAt: 0,
};
const owner = { name: 'web-00004', uid: 'uid-of-podautoscaler' };
const query = 'sum(rate(x{revision="{{ .revisionName }}"}[1m]))';

/** As it lies in a cluster: rendered for web-00007, which isn't there, and applied by Argo CD. */
const source: JsonObject = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: {
    name: 'web-00007',
    namespace: 'shop',
    uid: 'uid-of-source',
    resourceVersion: '77',
    generation: 3,
    creationTimestamp: '2026-01-01T00:00:00Z',
    finalizers: ['finalizer.keda.sh'],
    ownerReferences: [
      { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'web', uid: 'w' },
    ],
    managedFields: [{ manager: 'argocd-controller' }],
    labels: {
      app: 'web-00007',
      team: 'blue',
      'app.kubernetes.io/managed-by': 'revcast',
      'scaledobject.keda.sh/name': 'web-00007',
      'serving.knative.dev/configuration': 'web',
      'serving.knative.dev/configurationGeneration': '7',
      'serving.knative.dev/revision': 'web-00007',
      'serving.knative.dev/service': 'web',
    },
    annotations: {
      'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev',
      'example.com/note': 'kept',
      'revcast.dev/prediction': 'lock',
      'revcast.dev/template-hash': 'hash-of-7',
      'revcast.dev/query-templates': JSON.stringify({ 0: query }),
    },
  },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web-00007-deployment' },
    minReplicaCount: 2,
    maxReplicaCount: 9,
    pollingInterval: 15,
    advanced: { horizontalPodAutoscalerConfig: { name: 'web-00007', behavior: { scaleUp: {} } } },
    triggers: [
      {
        type: 'prometheus',
        name: 'default-trigger-custom',
        metadata: { query: 'sum(rate(x{revision="web-00007"}[1m]))', threshold: '5' },
      },
      { type: 'cpu', metadata: { value: '70' }, metricType: 'Utilization' },
    ],
  },
  status: { conditions: [{ type: 'Ready', status: 'False' }] },
};

/** The source with other things in place; null takes away. */
function changed(change: JsonObject): JsonObject {
  const merge = (base: Json | undefined, over: Json): Json => {
    if (!isObject(over)) return over;
    const merged: JsonObject = isObject(base) ? { ...base } : {};
    for (const [key, value] of Object.entries(over)) {
      if (value === null) delete merged[key];
      else merged[key] = merge(merged[key], value);
    }
    return merged;
  };
  return merge(source, change) as JsonObject;
}

const copy = standIn(source, revision, owner);

describe('a stand-in', () => {
  it('is the source with another revision in it, and nothing of the life of the source', () => {
    expect(copy).toEqual({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: {
        name: 'web-00004',
        namespace: 'shop',
        labels: {
          app: 'web-00004',
          team: 'blue',
          'app.kubernetes.io/managed-by': 'revcast',
          'serving.knative.dev/configuration': 'web',
          'serving.knative.dev/configurationGeneration': '4',
          'serving.knative.dev/revision': 'web-00004',
          'serving.knative.dev/service': 'web',
        },
        annotations: {
          'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev',
          'example.com/note': 'kept',
          'revcast.dev/prediction': 'actual',
          'revcast.dev/template-hash': 'hash-of-4',
          'revcast.dev/stand-in-of': 'web-00007',
          'revcast.dev/query-templates': JSON.stringify({ 0: query }),
        },
        ownerReferences: [
          {
            apiVersion: 'autoscaling.internal.knative.dev/v1alpha1',
            kind: 'PodAutoscaler',
            name: 'web-00004',
            uid: 'uid-of-podautoscaler',
            controller: true,
            blockOwnerDeletion: false,
          },
        ],
      },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web-00004-deployment' },
        minReplicaCount: 2,
        maxReplicaCount: 9,
        pollingInterval: 15,
        advanced: {
          horizontalPodAutoscalerConfig: { name: 'web-00004', behavior: { scaleUp: {} } },
        },
        triggers: [
          {
            type: 'prometheus',
            name: 'default-trigger-custom',
            metadata: { query: 'sum(rate(x{revision="web-00004"}[1m]))', threshold: '5' },
          },
          { type: 'cpu', metadata: { value: '70' }, metricType: 'Utilization' },
        ],
      },
    });
  });

  it('scales like its source', () => {
    expect(contentHash(copy)).toBe(contentHash(source));
  });

  it('leaves its source as it was', () => {
    expect(valueAt(source, ['spec', 'scaleTargetRef', 'name'])).toBe('web-00007-deployment');
  });

  it('is told apart from what was rendered', () => {
    expect(scaledObjectState(copy)).toMatchObject({ isFixers: true, standInOf: 'web-00007' });
  });

  it('can be copied once more: its queries are still templates', () => {
    const next = standIn(copy, { ...revision, name: 'web-00005', generation: 5 }, owner);
    const path = ['spec', 'triggers', 0, 'metadata', 'query'];
    expect(valueAt(next, path)).toBe('sum(rate(x{revision="web-00005"}[1m]))');
  });
});

describe('a stand-in carries no claim of a tool', () => {
  const labels = {
    'app.kubernetes.io/instance': 'shop',
    'argocd.argoproj.io/instance': 'shop',
    'kustomize.toolkit.fluxcd.io/name': 'shop',
    'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
    'helm.toolkit.fluxcd.io/name': 'shop',
    'helm.sh/chart': 'shop-1',
    'app.kubernetes.io/managed-by': 'Helm',
    'applyset.kubernetes.io/part-of': 'applyset-v1',
    'kapp.k14s.io/app': '1',
    'objectset.rio.cattle.io/hash': 'f',
  };
  const annotations = {
    'argocd.argoproj.io/tracking-id': 'shop:keda.sh/ScaledObject:shop/web-00007',
    'argocd.argoproj.io/sync-wave': '2',
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    'meta.helm.sh/release-name': 'shop',
    'helm.sh/hook': 'post-install',
    'kubectl.kubernetes.io/last-applied-configuration': '{}',
    'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:00:00Z',
    'config.k8s.io/owning-inventory': 'i',
  };
  const claimed = standIn(changed({ metadata: { labels, annotations } }), revision, owner);

  it.each(Object.keys(labels))('by label %s', (key) => {
    expect(Object.keys(valueAt(claimed, ['metadata', 'labels']) ?? {})).not.toContain(key);
  });

  it.each(Object.keys(annotations))('by annotation %s', (key) => {
    expect(Object.keys(valueAt(claimed, ['metadata', 'annotations']) ?? {})).not.toContain(key);
  });

  it.each(['stands-for', 'woken-for', 'idle-min', 'retargeted-from'])(
    'nor the note revcast.dev/%s',
    (note) => {
      const noted = changed({ metadata: { annotations: { [`revcast.dev/${note}`]: '2' } } });
      expect(standIn(noted, revision, owner)).toEqual(copy);
    },
  );
});

describe('the minimum of a stand-in', () => {
  it.each([
    ['lowered to one: as before', { min: 1, before: '5' }, 5],
    ['taken away: as before', { min: null, before: '5' }, 5],
    ['raised again by somebody: as it is', { min: 3, before: '5' }, 3],
    ['there was none before: as it is', { min: null, before: '' }, undefined],
    ['a note that is no number: as it is', { min: 1, before: 'many' }, 1],
  ])('%s', (_, { min, before }, expected) => {
    const lowered = changed({
      metadata: { annotations: { 'revcast.dev/idle-min': before } },
      spec: { minReplicaCount: min },
    });
    const made = standIn(lowered, revision, owner);
    expect(valueAt(made, ['spec', 'minReplicaCount'])).toBe(expected);
  });
});

describe("a stand-in of a user's own", () => {
  const own = changed({
    metadata: {
      labels: {
        app: 'shop-front',
        'app.kubernetes.io/managed-by': null,
        'serving.knative.dev/revision': null,
      },
      annotations: {
        'revcast.dev/service': 'web',
        'revcast.dev/query-templates': null,
        'autoscaling.knative.dev/class': null,
      },
    },
    spec: {
      scaleTargetRef: { apiVersion: null, kind: null },
      advanced: null,
      triggers: [{ type: 'prometheus', metadata: { query } }],
    },
  });
  const made = standIn(own, revision, owner);

  it.each([
    ['keeps its own app label', ['metadata', 'labels', 'app'], 'shop-front'],
    ['stays bound', ['metadata', 'annotations', 'revcast.dev/service'], 'web'],
    ['is nobody else’s', ['metadata', 'labels', 'app.kubernetes.io/managed-by'], undefined],
    [
      'has the class that the extension looks for',
      ['metadata', 'annotations', 'autoscaling.knative.dev/class'],
      'hpa.autoscaling.knative.dev',
    ],
    ['leaves the kind of its target to KEDA', ['spec', 'scaleTargetRef', 'kind'], undefined],
    ['has its target', ['spec', 'scaleTargetRef', 'name'], 'web-00004-deployment'],
    [
      'has the HPA that the extension looks for',
      ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'],
      'web-00004',
    ],
    [
      'has its queries filled',
      ['spec', 'triggers', 0, 'metadata', 'query'],
      'sum(rate(x{revision="web-00004"}[1m]))',
    ],
  ])('%s', (_, path, expected) => {
    expect(valueAt(made, path)).toBe(expected);
  });

  it('takes a wrong kind of target back to a Deployment', () => {
    const wrong = changed({ spec: { scaleTargetRef: { apiVersion: 'x/v1', kind: 'Service' } } });
    expect(valueAt(standIn(wrong, revision, owner), ['spec', 'scaleTargetRef'])).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'web-00004-deployment',
    });
  });

  it('has no Service label where a Configuration stands alone', () => {
    const { service: _, ...alone } = revision;
    const labels = valueAt(standIn(source, alone, owner), ['metadata', 'labels']) ?? {};
    expect(Object.keys(labels)).not.toContain('serving.knative.dev/service');
  });
});
