import { describe, expect, it } from 'vitest';
import { overlaid, readOverlay } from '../../src/overlay.ts';

describe('readOverlay', () => {
  it('reads YAML and JSON', () => {
    expect(readOverlay('spec:\n  maxReplicaCount: 20\n').overlay).toEqual({
      spec: { maxReplicaCount: 20 },
    });
    expect(readOverlay('{"spec":{"maxReplicaCount":20}}').overlay).toEqual({
      spec: { maxReplicaCount: 20 },
    });
  });

  it('says nothing where there is no overlay', () => {
    expect(readOverlay(undefined)).toEqual({ problems: [] });
  });

  it.each([
    ['a list', '- 1', 'RC5009'],
    ['nothing', '', 'RC5009'],
    ['broken YAML', 'spec: [', 'RC5009'],
    ['a field of the spec at the top', 'maxReplicaCount: 20', 'RC5009'],
    ['a spec that is not a mapping', 'spec: 1', 'RC5009'],
    ['a name', 'metadata: {name: x}', 'RC5010'],
    ['a namespace', 'metadata: {namespace: x}', 'RC5010'],
    ['another kind', 'kind: ScaledJob', 'RC5010'],
    ['another API version', 'apiVersion: keda.sh/v2', 'RC5010'],
    ['a target', 'spec: {scaleTargetRef: {name: x}}', 'RC5010'],
    ['an HPA name', 'spec: {advanced: {horizontalPodAutoscalerConfig: {name: x}}}', 'RC5010'],
    ['no HPA name', 'spec: {advanced: {horizontalPodAutoscalerConfig: {name: null}}}', 'RC5010'],
    ['to take away what the HPA name is in', 'spec: {advanced: null}', 'RC5010'],
    ['to take away the target', 'spec: {scaleTargetRef: null}', 'RC5010'],
    ['to take away all labels', 'metadata: {labels: null}', 'RC5010'],
    ['to take away all annotations', 'metadata: {annotations: null}', 'RC5010'],
    ['another class', 'metadata: {annotations: {autoscaling.knative.dev/class: x}}', 'RC5010'],
    ['another maker', 'metadata: {labels: {app.kubernetes.io/managed-by: Helm}}', 'RC5010'],
    ['another revision', 'metadata: {labels: {serving.knative.dev/revision: x}}', 'RC5010'],
    ['a name that is the kind', 'metadata: {name: ScaledObject}', 'RC5010'],
  ])('refuses %s', (_, text, code) => {
    const { overlay, problems } = readOverlay(text);
    expect(overlay).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('says that a second document is one too many', () => {
    const [problem] = readOverlay('spec: {}\n---\nspec: {}\n').problems;
    expect(problem?.message).toContain('a second document starts');
  });

  it('takes the kind and API version of a ScaledObject, and envSourceContainerName', () => {
    const text = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {annotations: {autoscaling.knative.dev/class: hpa.autoscaling.knative.dev, a: null}}
spec: {scaleTargetRef: {envSourceContainerName: app}}`;
    expect(readOverlay(text).problems).toEqual([]);
  });
});

describe('overlaid', () => {
  const base = {
    metadata: { labels: { a: '1' } },
    spec: {
      maxReplicaCount: 5,
      list: [1, 2],
      triggers: [{ type: 'cpu', name: 'one', metadata: { value: '70' } }],
    },
  };

  it('merges mappings key by key and leaves the base as it was', () => {
    const copy = structuredClone(base);
    expect(overlaid(base, { spec: { maxReplicaCount: 9, pollingInterval: 5 } })).toEqual({
      ...base,
      spec: { ...base.spec, maxReplicaCount: 9, pollingInterval: 5 },
    });
    expect(base).toEqual(copy);
  });

  it('merges triggers by name and appends new names', () => {
    const triggers = [
      { name: 'one', metadata: { value: '80' } },
      { type: 'cron', name: 'two', metadata: {} },
    ];
    expect(overlaid(base, { spec: { triggers } })).toEqual({
      ...base,
      spec: {
        ...base.spec,
        triggers: [
          { type: 'cpu', name: 'one', metadata: { value: '80' } },
          { type: 'cron', name: 'two', metadata: {} },
        ],
      },
    });
  });

  it('appends a trigger without a name', () => {
    const trigger = { type: 'cron', metadata: {} };
    expect(overlaid(base, { spec: { triggers: [trigger] } })).toMatchObject({
      spec: { triggers: [base.spec.triggers[0], trigger] },
    });
  });

  it('replaces other lists', () => {
    expect(overlaid(base, { spec: { list: [3] } })).toMatchObject({ spec: { list: [3] } });
  });

  it('removes what the overlay sets to null', () => {
    expect(overlaid(base, { spec: { maxReplicaCount: null } })).not.toHaveProperty(
      'spec.maxReplicaCount',
    );
  });
});
