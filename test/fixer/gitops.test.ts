import { describe, expect, it } from 'vitest';
import { type Applied, isStillApplied } from '../../src/fixer/apply/gitops.ts';
import type { Tracking } from '../../src/fixer/types.ts';
import type { Json, JsonObject, Path } from '../../src/json.ts';
import { applyEdits } from '../../src/manifest/edit.ts';

const web: Applied = {
  namespace: 'shop',
  name: 'web-00007',
  createdAt: Date.parse('2026-01-01T00:00:00Z'),
};

/** Another value at a path. */
type Change = readonly [path: Path, value: Json];

function changed(object: JsonObject, changes: readonly Change[]): JsonObject {
  return applyEdits(
    object,
    changes.map(([path, value]) => ({ op: 'set', path, value })),
  );
}

const entry = {
  group: 'keda.sh',
  version: 'v1alpha1',
  kind: 'ScaledObject',
  namespace: 'shop',
  name: 'web-00007',
  status: 'OutOfSync',
  requiresPruning: true,
};
const source = { repoURL: 'https://example.com/shop.git', path: 'apps', targetRevision: 'main' };
const application: JsonObject = {
  metadata: { name: 'shop', namespace: 'argocd' },
  spec: { destination: { server: 'https://kubernetes.default.svc' }, source },
  status: {
    reconciledAt: '2026-01-01T00:05:00Z',
    sync: { status: 'Synced', comparedTo: { source: { ...source, helm: {} } } },
    operationState: { phase: 'Succeeded' },
    resources: [{ group: 'serving.knative.dev', kind: 'Service', name: 'web' }, entry],
  },
};

describe('Argo CD', () => {
  const tracking: Tracking = { tool: 'argocd', application: 'shop' };
  const destination = ['spec', 'destination'];
  const resource = ['status', 'resources', 1];
  const several = { destination: { name: 'in-cluster' }, sources: [source] };

  it.each<[string, boolean | undefined, Change[]]>([
    ['requires it to be pruned: no longer', false, []],
    ['lists it as its own: still', true, [[[...resource, 'requiresPruning'], false]]],
    ['lists one of another namespace: no longer', false, [[[...resource, 'namespace'], 'other']]],
    ['lists another kind of the name: no longer', false, [[[...resource, 'kind'], 'ScaledJob']]],
    ['lists another group of the name: no longer', false, [[[...resource, 'group'], 'x.sh']]],
    ['lists none: no longer', false, [[['status', 'resources'], []]]],
    [
      'knows several sources: no longer',
      false,
      [
        [['spec'], several],
        [['status', 'sync', 'comparedTo'], { sources: [source] }],
      ],
    ],
    ['is being deleted', undefined, [[['metadata', 'deletionTimestamp'], '2026-01-01T00:06:00Z']]],
    ['is syncing', undefined, [[['status', 'operationState', 'phase'], 'Running']]],
    ['is about to sync', undefined, [[['operation'], { sync: {} }]]],
    ['could not compare', undefined, [[['status', 'sync', 'status'], 'Unknown']]],
    ['could not render', undefined, [[['status', 'conditions'], [{ type: 'ComparisonError' }]]]],
    [
      'leaves out what it was told to',
      undefined,
      [
        [['status', 'conditions'], [{ type: 'ExcludedResourceWarning' }]],
        [['status', 'resources'], []],
      ],
    ],
    ['knows nothing of the kind', undefined, [[[...resource, 'status'], 'Unknown']]],
    [
      'has not compared since it is there',
      undefined,
      [[['status', 'reconciledAt'], '2026-01-01T00:00:00Z']],
    ],
    ['has never compared', undefined, [[['status'], {}]]],
    ['has other sources by now', undefined, [[['spec', 'source', 'targetRevision'], 'next']]],
    [
      'has more sources by now',
      undefined,
      [
        [
          ['spec', 'sources'],
          [source, source],
        ],
      ],
    ],
    ['applies to another cluster', undefined, [[[...destination, 'server'], 'https://other']]],
    ['applies to a cluster of another name', undefined, [[destination, { name: 'other' }]]],
  ])('%s: %s', (_, expected, changes) => {
    expect(isStillApplied(tracking, changed(application, changes), web)).toBe(expected);
  });

  it('without an Application it cannot be told', () => {
    expect(isStillApplied(tracking, undefined, web)).toBeUndefined();
  });
});

describe('Flux', () => {
  const tracking: Tracking = { tool: 'flux', namespace: 'flux-system', kustomization: 'shop' };
  const other = { id: 'shop_web-00008_keda.sh_ScaledObject', v: 'v1alpha1' };
  const kustomization: JsonObject = {
    metadata: { name: 'shop', namespace: 'flux-system', generation: 2 },
    spec: { prune: true },
    status: {
      observedGeneration: 2,
      lastAppliedRevision: 'main@sha1:1',
      lastAttemptedRevision: 'main@sha1:1',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:05:00Z' }],
      inventory: { entries: [other] },
    },
  };
  const status = (...path: (string | number)[]): Path => ['status', ...path];
  const own = { id: 'shop_web-00007_keda.sh_ScaledObject', v: 'v1alpha1' };

  it.each<[string, boolean | undefined, Change[]]>([
    ['does not list it: no longer', false, []],
    ['lists it: still', true, [[status('inventory', 'entries', 1), own]]],
    ['lists nothing at all: no longer', false, [[status('inventory'), null]]],
    ['is being deleted', undefined, [[['metadata', 'deletionTimestamp'], '2026-01-01T00:06:00Z']]],
    ['is suspended', undefined, [[['spec', 'suspend'], true]]],
    ['applies to another cluster', undefined, [[['spec', 'kubeConfig'], { secretRef: {} }]]],
    ['was edited since', undefined, [[['metadata', 'generation'], 3]]],
    ['failed', undefined, [[status('conditions', 0, 'status'), 'False']]],
    ['is at it', undefined, [[status('conditions', 1), { type: 'Reconciling', status: 'True' }]]],
    [
      'has another revision to apply',
      undefined,
      [[status('lastAttemptedRevision'), 'main@sha1:2']],
    ],
    [
      'has not reconciled since it is there',
      undefined,
      [[status('conditions', 0, 'lastTransitionTime'), '2026-01-01T00:00:00Z']],
    ],
    ['has never reconciled', undefined, [[['status'], {}]]],
  ])('%s: %s', (_, expected, changes) => {
    expect(isStillApplied(tracking, changed(kustomization, changes), web)).toBe(expected);
  });
});

it('Helm keeps what it installed until it removes it itself', () => {
  const tracking: Tracking = { tool: 'helm', namespace: 'shop', release: 'shop' };
  expect(isStillApplied(tracking, undefined, web)).toBe(true);
});
