import { describe, expect, it } from 'vitest';
import type { JsonObject, Path } from '../../src/json.ts';
import { originOf } from '../../src/keda/origin.ts';
import { annotated } from '../knative/fixtures.ts';

const annotations = ['spec', 'template', 'metadata', 'annotations'];
const target = 'autoscaling.knative.dev/target';
const overlayPath = ['metadata', 'annotations', 'revcast.dev/scaled-object'];

describe('originOf', () => {
  const shop = annotated({ [target]: '70' });
  const base = { spec: { triggers: [{ type: 'cpu', name: 'default-trigger-cpu', metadata: {} }] } };
  const overlay = {
    spec: {
      pollingInterval: 5,
      advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleUp: { policies: [{}] } } } },
      triggers: [{ type: 'cron' }, { name: 'default-trigger-cpu', metadata: { value: null } }],
    },
  };

  it.each<[string, JsonObject | undefined, Path, Path]>([
    [
      'a trigger of the annotations',
      undefined,
      ['spec', 'triggers', 0, 'type'],
      [...annotations, target],
    ],
    ['a field the overlay sets', overlay, ['spec', 'pollingInterval'], overlayPath],
    ['a field it leaves', overlay, ['spec', 'cooldownPeriod'], annotations],
    ['a trigger it adds', overlay, ['spec', 'triggers', 1, 'metadata'], overlayPath],
    [
      'a field of a trigger it tunes',
      overlay,
      ['spec', 'triggers', 0, 'metadata', 'value'],
      overlayPath,
    ],
    [
      'a field it leaves in that',
      overlay,
      ['spec', 'triggers', 0, 'type'],
      [...annotations, target],
    ],
    [
      'what a list of its own lacks',
      overlay,
      'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.policies.0.type'.split('.'),
      overlayPath,
    ],
  ])('leads to %s', (_, laid, path, origin) => {
    expect(originOf(path, shop, base, laid)).toEqual(origin);
  });
});
