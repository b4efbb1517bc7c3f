import { expect, test } from 'vitest';
import { printExplanation } from '../../src/review/format/terminal.ts';
import type { Explanation } from '../../src/review/types.ts';

const explanation: Explanation = {
  apiVersion: 'revcast.dev/v1',
  kind: 'Explanation',
  revcast: '0.0.0',
  service: 'shop/web',
  source: { file: 'shop.yaml', line: 5, column: 9 },
  rendered: 'web/templates/service.yaml',
  steps: [
    {
      field: 'spec.maxReplicaCount',
      value: 10,
      from: 'annotation',
      origin: 'autoscaling.knative.dev/max-scale',
      reason: 'as it is',
      source: { file: 'shop.yaml', line: 15, column: 44 },
    },
    {
      field: 'metadata.labels',
      value: { app: 'web-00001', 'example.com/team': 'shop' },
      from: 'config-map',
      origin: 'config-autoscaler max-scale',
      reason: 'copied',
    },
    { field: 'takeover', from: 'flag', origin: '--takeover', reason: 'nothing is taken over' },
    {
      field: 'spec.triggers[0].metadata.query',
      value: 'sum(\n  rate(a[1m])\n)\n',
      from: 'computed',
      origin: 'revision web-00001',
      reason: 'filled in',
    },
  ],
};

test('each field has its value, where it comes from, and why', () => {
  const paper = { width: undefined, color: false, unicode: true };
  expect(printExplanation(explanation, paper)).toMatchInlineSnapshot(`
    "shop/web  shop.yaml:5:9 (web/templates/service.yaml)

    spec.maxReplicaCount = 10
      annotation  autoscaling.knative.dev/max-scale  shop.yaml:15:44
                  as it is

    metadata.labels
        app: web-00001
        example.com/team: shop
      config-map  config-autoscaler max-scale
                  copied

    takeover
      flag        --takeover
                  nothing is taken over

    spec.triggers[0].metadata.query = sum( rate(a[1m]) )
      computed    revision web-00001
                  filled in
    "
  `);
});

test('on a narrow terminal the lines are wrapped', () => {
  const paper = { width: 40, color: false, unicode: true };
  expect(printExplanation(explanation, paper)).toMatchInlineSnapshot(`
    "shop/web  shop.yaml:5:9
      (web/templates/service.yaml)

    spec.maxReplicaCount = 10
      annotation
                  autoscaling.knative.dev/
                  max-scale  shop.yaml:15:44
                  as it is

    metadata.labels
        app: web-00001
        example.com/team: shop
      config-map  config-autoscaler
                  max-scale
                  copied

    takeover
      flag        --takeover
                  nothing is taken over

    spec.triggers[0].metadata.query = sum(
          rate(a[1m]) )
      computed    revision web-00001
                  filled in
    "
  `);
});
