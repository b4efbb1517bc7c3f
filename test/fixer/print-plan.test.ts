import { describe, expect, test } from 'vitest';
import { type Planned, printPlans } from '../../src/fixer/run/print-plan.ts';
import type { Plan } from '../../src/fixer/types.ts';
import { defaultCluster } from '../../src/knative/cluster.ts';

const object = { namespace: 'ns', uid: 'u', resourceVersion: '1', isDeleted: false };
const scaledObject = {
  ...object,
  name: 'web-00002',
  generation: 1,
  createdAt: 0,
  isGenerated: true,
  isFixers: false,
  target: { name: 'web-00009-deployment' },
  owners: [],
  hasIdleReplicas: false,
  isOverride: false,
  needsDeployment: false,
  needsOneReplica: false,
  contentHash: '',
};
const revision = {
  ...object,
  name: 'web-00003',
  configuration: 'web',
  generation: 3,
  templateHash: '',
  createdAt: 0,
};
const owner = { ...object, name: 'web-00003', isReady: true };

function planned(name: string, plan: Partial<Plan>): Planned {
  return {
    observed: {
      namespace: 'ns',
      name,
      revisions: [],
      routed: new Set(),
      podAutoscalers: new Map(),
      scaledObjects: [],
      horizontalPodAutoscalers: new Map(),
      cluster: defaultCluster,
    },
    plan: { actions: [], covered: [], uncovered: [], told: [], ...plan },
  };
}

const all = [
  planned('nothing', {}),
  planned('right', { covered: ['right-00001'] }),
  planned('web', {
    actions: [
      { do: 'patch', reasons: ['WrongTarget', 'Adopt'], scaledObject, patch: { spec: {} } },
      {
        do: 'create',
        reasons: ['PredictedAhead'],
        revision,
        owner,
        copyOf: scaledObject,
        told: { type: 'Normal', reason: 'ScaledObjectCreated', message: 'it is created' },
      },
      { do: 'touch', reasons: ['StaleReplicas'], podAutoscaler: owner, value: '3/3' },
    ],
    uncovered: [
      { revision: 'web-00003', because: 'its ScaledObject is created', isTransient: true },
      { revision: 'web-00001', because: 'two are alike', isTransient: false },
    ],
    told: [{ type: 'Warning', reason: 'ScaledObjectAmbiguous', message: 'which\none?' }],
  }),
];

describe('the table', () => {
  test('has a line for each action, and for what there is none for', () => {
    expect(printPlans(all, 'table')).toBe(
      [
        'NAMESPACE   SERVICE   ACTION   NAME        REASONS                 NOTE',
        'ns          web       patch    web-00002   WrongTarget, Adopt',
        'ns          web       create   web-00003   PredictedAhead          it is created',
        'ns          web       touch    web-00003   StaleReplicas           replicas 3/3',
        'ns          web                web-00001                           two are alike',
        'ns          web                            ScaledObjectAmbiguous   which\\u000aone?',
        '',
      ].join('\n'),
    );
  });

  test('is empty when there is nothing to do', () => {
    expect(printPlans(all.slice(0, 2), 'table')).toBe('');
  });
});

test('JSON has everything that is looked after, with the patches as they would be sent', () => {
  const [right, web] = JSON.parse(printPlans(all, 'json'));
  expect(right).toEqual({
    namespace: 'ns',
    service: 'right',
    actions: [],
    covered: ['right-00001'],
    uncovered: [],
    told: [],
  });
  expect(web.actions).toEqual([
    { do: 'patch', name: 'web-00002', reasons: ['WrongTarget', 'Adopt'], patch: { spec: {} } },
    { do: 'create', name: 'web-00003', reasons: ['PredictedAhead'], copyOf: 'web-00002' },
    { do: 'touch', name: 'web-00003', reasons: ['StaleReplicas'], replicas: '3/3' },
  ]);
  expect(web.uncovered).toHaveLength(2);
  expect(printPlans([], 'json')).toBe('[]\n');
});
