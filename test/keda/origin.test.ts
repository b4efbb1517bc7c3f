import { describe, expect, it } from 'vitest';
import type { JsonObject, Path } from '../../src/json.ts';
import { ledBack } from '../../src/keda/origin.ts';
import { annotated } from '../knative/fixtures.ts';

const problem = { code: 'RC4002', message: 'it is 5', hint: '' } as const;
const annotations = ['spec', 'template', 'metadata', 'annotations'];
const target = 'autoscaling.knative.dev/target';
const overlayPath = ['metadata', 'annotations', 'revcast.dev/scaled-object'];

describe('a problem of a ScaledObject leads back to', () => {
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
  ])('%s', (_, laid, path, origin) => {
    expect(ledBack({ ...problem, path }, shop, base, laid).path).toEqual(origin);
  });
});

describe('inside the JSON of an annotation a problem is told of', () => {
  const prefix = 'autoscaling.knative.dev/';
  const text = '[{"type": "cron", "metadata": {"start": "x"}}, {"type": "y"}]';
  const rules = '{"policies": [{"type": "percent"}], "policies": [{"value": 1}]}';
  const cpu = { [target]: '70' };

  it.each<[string, Record<string, string>, Path, string, string]>([
    [
      'an extra trigger, counted without the first one',
      { ...cpu, [`${prefix}extra-prometheus-triggers`]: text },
      ['spec', 'triggers', 1, 'metadata', 'start'],
      '"x"}}, ',
      '[0].metadata.start: it is 5',
    ],
    [
      'an extra trigger where there is no first one',
      { [`${prefix}metric`]: 'x', [`${prefix}extra-prometheus-triggers`]: text },
      ['spec', 'triggers', 1, 'type'],
      '"y"}]',
      '[1].type: it is 5',
    ],
    [
      'an extra trigger behind that of a metric cpu with the default target',
      { [`${prefix}metric`]: 'cpu', [`${prefix}extra-prometheus-triggers`]: text },
      ['spec', 'triggers', 1, 'type'],
      '"cron", ',
      '[0].type: it is 5',
    ],
    [
      'a field whose name is written in another case',
      { ...cpu, [`${prefix}scaling-modifiers`]: '{"Formula": "a"}' },
      ['spec', 'advanced', 'scalingModifiers', 'formula'],
      '"a"}',
      'formula: it is 5',
    ],
    [
      'the parent of what is missing',
      { ...cpu, [`${prefix}extra-prometheus-triggers`]: text },
      ['spec', 'triggers', 1, 'metadata', 'end'],
      '{"start"',
      '[0].metadata.end: it is 5',
    ],
    [
      'a field of the formula',
      { ...cpu, [`${prefix}scaling-modifiers`]: '{"formula": "a"}' },
      ['spec', 'advanced', 'scalingModifiers', 'formula'],
      '"a"}',
      'formula: it is 5',
    ],
    [
      'the later of two fields with one name',
      { ...cpu, [`${prefix}hpa-scale-up-rules`]: rules },
      'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.policies'.split('.'),
      '[{"value"',
      'policies: it is 5',
    ],
    [
      'a field of the override',
      { [`${prefix}scaled-object-override`]: '{"spec": {"minReplicaCount": 7}}' },
      ['spec', 'minReplicaCount'],
      '7}}',
      'spec.minReplicaCount: it is 5',
    ],
  ])('%s', (_, written, path, place, message) => {
    const found = ledBack({ ...problem, path }, annotated(written), {}, undefined);
    const value = written[found.path.at(-1) ?? ''] ?? '';
    expect(value.slice(found.offset, (found.offset ?? 0) + place.length)).toBe(place);
    expect(found.message).toBe(message);
  });

  it.each<[string, Record<string, string>, string, string]>([
    [
      'the window, where no rules replace it',
      { ...cpu, [`${prefix}window`]: '60s' },
      'advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.stabilizationWindowSeconds',
      `${prefix}window`,
    ],
    [
      "the prototype's query",
      { ...cpu, [`${prefix}metric`]: 'x', [`${prefix}query`]: 'up' },
      'triggers.0.metadata.query',
      `${prefix}query`,
    ],
    [
      'the kind of authentication',
      {
        ...cpu,
        [`${prefix}metric`]: 'x',
        [`${prefix}trigger-prometheus-auth-name`]: 'a',
        [`${prefix}trigger-prometheus-auth-kind`]: 'b',
      },
      'triggers.0.authenticationRef.kind',
      `${prefix}trigger-prometheus-auth-kind`,
    ],
    [
      'the target, for a name that cpu takes from no annotation',
      { ...cpu, [`${prefix}trigger-prometheus-name`]: 'mine' },
      'triggers.0.name',
      target,
    ],
  ])('or of %s', (_, written, field, key) => {
    const steps = field.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    const found = ledBack(
      { ...problem, path: ['spec', ...steps] },
      annotated(written),
      {},
      undefined,
    );
    expect(found.path).toEqual([...annotations, key]);
  });

  it('the annotation alone, where it holds no JSON', () => {
    const path = ['spec', 'maxReplicaCount'];
    const found = ledBack(
      { ...problem, path },
      annotated({ ...cpu, [`${prefix}max-scale`]: '5' }),
      {},
      undefined,
    );
    expect(found).toEqual({
      ...problem,
      path: [...annotations, `${prefix}max-scale`],
      message: 'spec.maxReplicaCount: it is 5',
    });
  });
});
