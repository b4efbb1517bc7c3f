import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../src/json.ts';
import { argocd, type Health, healthOf, ignoredOf } from '../support/argocd.ts';

interface Live extends JsonObject {
  readonly metadata: { readonly name: string; readonly [field: string]: Json };
  readonly status: JsonObject;
}

/** From a cluster with Knative Serving and KEDA 2.21. */
const recorded: readonly { readonly what: string; readonly object: Live }[] = readFileSync(
  'test/argocd/statuses.jsonl',
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

function the(what: string): Live {
  const found = recorded.find((each) => each.what === what)?.object;
  if (found === undefined) throw new Error(`nothing is recorded of ${what}`);
  return found;
}

const settings = parse(readFileSync('examples/argocd/install/argocd-cm.yaml', 'utf8'));
const argocdsOwn = { ...settings, data: {} };

const waiting = the("a ScaledObject whose revision isn't there");
const target = waiting.metadata.name;

/** With the mark of the fixer. */
function covered(object: Live, by: string): Live {
  const annotations = { 'revcast.dev/stands-for': by };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function uncovered(object: Live): Live {
  return { ...object, metadata: { ...object.metadata, annotations: {} } };
}

/** A ScaledObject of a revision, with another one's status. */
function withStatus(status: JsonObject): Live {
  return uncovered({ ...waiting, status });
}

const ready = (status: string, reason: string, message?: string): JsonObject => ({
  type: 'Ready',
  status,
  reason,
  ...(message !== undefined && { message }),
});

describe.skipIf(argocd === undefined)('health in Argo CD (skipped without argocd)', () => {
  const missing = `deployments.apps "${target}-deployment" not found`;
  const cases: readonly (readonly [string, Live, Health])[] = [
    [
      "waits for a revision that isn't there",
      uncovered(waiting),
      {
        status: 'Progressing',
        message: `waits for revision ${target}: ScaledObject doesn't have correct scaleTargetRef specification: ${missing}`,
      },
    ],
    [
      'waits, where KEDA 2.16 looked at it',
      withStatus({
        conditions: [
          ready(
            'False',
            'ScaledObjectCheckFailed',
            "ScaledObject doesn't have correct scaleTargetRef specification",
          ),
        ],
      }),
      {
        status: 'Progressing',
        message: `waits for revision ${target}: ScaledObject doesn't have correct scaleTargetRef specification`,
      },
    ],
    [
      'waits, and another revision came instead',
      covered(waiting, 'ahead-00001'),
      { status: 'Healthy', message: 'waits for its revision; ahead-00001 has another one' },
    ],
    [
      'is marked as waiting before KEDA looked',
      covered({ ...waiting, status: {} }, 'ahead-00001'),
      { status: 'Healthy', message: 'waits for its revision; ahead-00001 has another one' },
    ],
    [
      'is still marked while it scales, and its query fails',
      covered(
        {
          ...the('a ScaledObject that scales its revision'),
          status: {
            scaleTargetKind: 'apps/v1.Deployment',
            conditions: [
              ready('True', 'ScaledObjectReady', 'ready'),
              { type: 'Fallback', status: 'True', message: 'falls back' },
            ],
          },
        },
        'ahead-00001',
      ),
      { status: 'Degraded', message: 'falls back' },
    ],
    [
      'has a revision that went away',
      withStatus(the('a ScaledObject for something else that went away').status),
      {
        status: 'Degraded',
        message:
          'Error getting current replicas count for ScaleTarget: Deployment.apps "gone" not found',
      },
    ],
    [
      'is refused by KEDA for itself',
      withStatus({
        scaleTargetKind: 'apps/v1.Deployment',
        conditions: [ready('False', 'ScaledObjectCheckFailed', 'minReplicaCount=9 must be less')],
      }),
      { status: 'Degraded', message: 'minReplicaCount=9 must be less' },
    ],
    [
      'has triggers that fail although its target was never seen',
      withStatus({ conditions: [ready('False', 'TriggerError', 'not working')] }),
      { status: 'Degraded', message: 'not working' },
    ],
  ];
  test.concurrent.each(cases)('a ScaledObject that %s', async (_, object, health) => {
    expect(await healthOf(object, settings)).toEqual(health);
  });

  const others = recorded.filter(({ object }) => object !== waiting);
  const plain = (conditions: readonly JsonObject[] | undefined): Live => ({
    ...the("a ScaledObject for something else that isn't there"),
    status: (conditions === undefined ? {} : { conditions }) as JsonObject,
  });
  const combined = ['True', 'False', 'Unknown', undefined].flatMap((isReady) =>
    ['True', 'False'].flatMap((isPaused) =>
      ['True', 'False'].map((isFallback) => ({
        what: `Ready=${isReady} Paused=${isPaused} Fallback=${isFallback}`,
        object: plain([
          ...(isReady === undefined ? [] : [ready(isReady, 'Any', 'about readiness')]),
          { type: 'Active', status: 'Unknown' },
          { type: 'Fallback', status: isFallback, message: 'about fallback' },
          { type: 'Paused', status: isPaused, message: 'about pausing' },
        ]),
      })),
    ),
  );
  const incomplete = [
    { what: 'no status', object: { ...plain(undefined), status: null } as unknown as Live },
    { what: 'no conditions', object: plain(undefined) },
    { what: 'conditions without messages', object: plain([ready('True', 'Any')]) },
  ];
  test.concurrent.each([...others, ...combined, ...incomplete])(
    "is what Argo CD's own check says: $what",
    async ({ object }) => {
      const health = await healthOf(object, settings);
      expect(health).toEqual(await healthOf(object, argocdsOwn));
    },
  );

  test.concurrent.each(['first', 'next'])(
    'a Service that waits for its %s ScaledObject isn’t Degraded',
    async (which) => {
      const service = the(`a Service that waits for its ${which} ScaledObject`);
      expect((await healthOf(service, settings)).status).toBe('Progressing');
    },
  );

  test('what the fixer corrects in the ScaledObject of a revision is ignored', async () => {
    const spec = {
      scaleTargetRef: { kind: 'Deployment', name: `${target}-deployment` },
      advanced: { horizontalPodAutoscalerConfig: { name: target } },
      minReplicaCount: 1,
    };
    const { status: _, ...unseen } = waiting;
    const ofRevision = { ...unseen, spec };
    expect(await ignoredOf(ofRevision, settings)).toEqual([
      '<     horizontalPodAutoscalerConfig:',
      `<       name: ${target}`,
      '>     horizontalPodAutoscalerConfig: {}',
      `<     name: ${target}-deployment`,
    ]);
    const labels = { 'scaledobject.keda.sh/name': target };
    const another = { ...ofRevision, metadata: { ...waiting.metadata, labels } };
    expect(await ignoredOf(another, settings)).toEqual([]);
  });
});
