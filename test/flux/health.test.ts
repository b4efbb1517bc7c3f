import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { JsonObject } from '../../src/json.ts';
import { celHealth, fluxHealth } from '../support/flux-health.ts';
import { blocksOf } from '../support/pages.ts';

/** From a cluster with Knative Serving and KEDA 2.21. */
const recorded: ReadonlyMap<string, JsonObject> = new Map(
  readFileSync('test/argocd/statuses.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ what, object }) => [what, object]),
);

function the(what: string): JsonObject {
  const found = recorded.get(what);
  if (found === undefined) throw new Error(`nothing is recorded of ${what}`);
  return found;
}

const kustomizations = parseAllDocuments(
  readFileSync('examples/flux/cluster/kustomizations.yaml', 'utf8'),
).map((document) => document.toJSON());

const healthCheckExprs = kustomizations.flatMap(({ spec }) => spec.healthCheckExprs ?? []);

interface ScaledObject {
  readonly annotations?: JsonObject;
  readonly labels?: JsonObject;
  readonly status?: JsonObject;
}

const ofRevision = { 'serving.knative.dev/revision': 'checkout-00002' };
const marked = { 'revcast.dev/stands-for': 'checkout-00001' };
const seen = { scaleTargetKind: 'apps/v1.Deployment' };

function scaledObject({ annotations, labels = ofRevision, status }: ScaledObject): JsonObject {
  const metadata = { name: 'checkout-00002', namespace: 'shop', labels };
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { ...metadata, ...(annotations && { annotations }) },
    ...(status && { status }),
  };
}

const isReady = (status: string, reason?: string): JsonObject => ({
  conditions: [
    { type: 'Active', status: 'Unknown' },
    { type: 'Ready', status, ...(reason !== undefined && { reason }) },
  ],
});

describe.skipIf(celHealth === undefined)('health in Flux (skipped without cel-health)', () => {
  const checkFailed = isReady('False', 'ScaledObjectCheckFailed');
  const healthy: readonly (readonly [string, JsonObject])[] = [
    ['that scales', the('a ScaledObject that scales its revision')],
    ['that is paused', the('a ScaledObject that is paused')],
    [
      "whose revision isn't there",
      { ...the("a ScaledObject whose revision isn't there"), metadata: { labels: ofRevision } },
    ],
    ["whose revision isn't there, and marked", the("a ScaledObject whose revision isn't there")],
    ['that is marked before KEDA looked', scaledObject({ annotations: marked })],
    [
      'that is marked, and whose revision went away',
      scaledObject({ annotations: marked, status: { ...seen, ...checkFailed } }),
    ],
  ];
  test.concurrent.each(healthy)('a ScaledObject %s is healthy', async (_, object) => {
    expect(await fluxHealth(healthCheckExprs, object)).toBe('Current');
  });

  const unhealthy: readonly (readonly [string, JsonObject])[] = [
    ['that KEDA refuses', scaledObject({ status: { ...seen, ...checkFailed } })],
    [
      'with other annotations that KEDA refuses',
      scaledObject({ annotations: { team: 'shop' }, status: { ...seen, ...checkFailed } }),
    ],
    [
      'whose triggers fail before its Deployment was seen',
      scaledObject({ status: isReady('False', 'TriggerError') }),
    ],
    ["whose Prometheus doesn't answer", the("a ScaledObject whose Prometheus doesn't answer")],
    [
      'of no revision, without its target',
      the("a ScaledObject for something else that isn't there"),
    ],
    ['without labels or its target', scaledObject({ labels: {}, status: checkFailed })],
    ['that KEDA has just seen', scaledObject({ status: isReady('Unknown') })],
  ];
  test.concurrent.each(unhealthy)('a ScaledObject %s is waited for', async (_, object) => {
    expect(await fluxHealth(healthCheckExprs, object)).toBe('InProgress');
  });

  test('a ScaledObject without a status has no health yet', async () => {
    const answer = fluxHealth(healthCheckExprs, scaledObject({}));
    await expect(answer).rejects.toThrow('no such attribute(s): status.conditions');
  });
});

test('docs/fixer.md shows what the example has', () => {
  const [block] = blocksOf('docs/fixer.md').filter(({ text }) => text.includes('healthCheckExprs'));
  const { ignore } = kustomizations.find(({ spec }) => spec.ignore !== undefined).spec;
  expect(parse(block?.text ?? '')).toEqual({ spec: { ignore, healthCheckExprs } });
});
