import { describe, expect, it } from 'vitest';
import { contentHash } from '../../src/fixer/state/content.ts';
import type { JsonObject } from '../../src/json.ts';

const spec = {
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-00003-deployment' },
  minReplicaCount: 2,
  maxReplicaCount: 10,
  advanced: { horizontalPodAutoscalerConfig: { name: 'shop-00003', behavior: {} } },
  triggers: [{ type: 'prometheus', metadata: { threshold: '5', query: 'up' } }],
};
const hash = contentHash({ spec });

describe('two ScaledObjects scale alike', () => {
  it.each<[string, JsonObject]>([
    ['the target', { scaleTargetRef: { name: 'shop-00004-deployment' } }],
    ['the minimum', { minReplicaCount: 7 }],
    ['the name of the HPA', { advanced: { horizontalPodAutoscalerConfig: { behavior: {} } } }],
    [
      'what wakes KEDA up',
      { advanced: { ...spec.advanced, restoreToOriginalReplicaCount: false } },
    ],
    ['what wakes KEDA up otherwise', { initialCooldownPeriod: 0 }],
    ['empty modifiers', { advanced: { ...spec.advanced, scalingModifiers: {} } }],
  ])('whatever %s', (_, change) => {
    expect(contentHash({ spec: { ...spec, ...change } })).toBe(hash);
  });

  it('in whatever order the fields are written', () => {
    const { triggers, ...rest } = spec;
    expect(contentHash({ spec: { triggers, ...rest } })).toBe(hash);
  });

  it('when their queries are of one template', () => {
    expect(contentHash(filled('shop-00003'))).toBe(contentHash(filled('shop-00004')));
  });
});

describe('two ScaledObjects scale differently', () => {
  it.each<[string, JsonObject]>([
    ['the maximum', { maxReplicaCount: 11 }],
    ['a trigger', { triggers: [{ type: 'cpu', metadata: { value: '70' } }] }],
    [
      'the behaviour',
      { advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleUp: {} } } } },
    ],
    ['idle replicas', { idleReplicaCount: 0 }],
    ['restoring', { advanced: { ...spec.advanced, restoreToOriginalReplicaCount: true } }],
    ['a cooldown', { initialCooldownPeriod: 30 }],
    [
      'the container whose environment is read',
      { scaleTargetRef: { envSourceContainerName: 'a' } },
    ],
  ])('by %s', (_, change) => {
    expect(contentHash({ spec: { ...spec, ...change } })).not.toBe(hash);
  });

  it('by a query that was edited after it was filled in', () => {
    const edited = filled('shop-00004', 'sum(up{revision="shop-00004"})');
    expect(contentHash(edited)).not.toBe(contentHash(filled('shop-00003')));
  });

  it('by the template of a query', () => {
    const template = 'max(up{revision="{{ .revisionName }}"})';
    expect(contentHash(filled('shop-00003', undefined, template))).not.toBe(
      contentHash(filled('shop-00003')),
    );
  });
});

/** As the renderer writes it for a revision, when its query asks for the name. */
function filled(
  revision: string,
  edited?: string,
  template = 'up{revision="{{ .revisionName }}"}',
): JsonObject {
  const query = edited ?? template.replace('{{ .revisionName }}', revision);
  return {
    metadata: {
      labels: { 'serving.knative.dev/revision': revision },
      annotations: { 'revcast.dev/query-templates': JSON.stringify({ 0: template }) },
    },
    spec: { ...spec, triggers: [{ type: 'prometheus', metadata: { threshold: '5', query } }] },
  };
}
