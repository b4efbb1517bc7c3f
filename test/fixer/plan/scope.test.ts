import { describe, expect, test } from 'vitest';
import type { RevisionState } from '../../../src/fixer/types.ts';
import { defaultCluster } from '../../../src/knative/cluster.ts';
import { hpaClass, kpaClass } from '../../../src/knative/keys.ts';
import {
  adopted,
  configuration,
  generated,
  handMade,
  lines,
  planned,
  podAutoscaler,
  revision,
  service,
  toldReasons,
} from './fixtures.ts';

const name = 'web-00001';
const nothing = { actions: [], covered: [], uncovered: [], told: [] };

function without(generation: number, key: keyof RevisionState): RevisionState {
  const { [key]: _, ...rest } = revision(generation);
  return rest as RevisionState;
}

describe('the fixer leaves alone', () => {
  test.each<[string, Parameters<typeof planned>[0]]>([
    ['a revision of another class', { revisions: [revision(1, { scalingClass: kpaClass })] }],
    ['a revision of the cluster’s class', { revisions: [without(1, 'scalingClass')] }],
    ['a revision of the extension', { revisions: [revision(1, { autoCreate: true })] }],
    [
      'a revision that the cluster leaves to the extension',
      { revisions: [without(1, 'autoCreate')] },
    ],
    ['a deleted revision', { revisions: [revision(1, { isDeleted: true })] }],
    ['a revision of a deleted namesake', { revisions: [revision(1, { ownerUid: 'earlier' })] }],
    [
      'a Service that says so',
      {
        revisions: [revision(1)],
        service: service({ annotations: { 'revcast.dev/mode': 'skip' } }),
      },
    ],
    ['a deleted Service', { revisions: [revision(1)], service: service({ isDeleted: true }) }],
    [
      'a deleted Configuration',
      { revisions: [revision(1)], configuration: configuration({ isDeleted: true }) },
    ],
  ])('%s', (_, scene) => {
    const scaledObjects = [generated(name, { hpaName: 'wrong' })];
    expect(planned({ ...scene, scaledObjects })).toMatchObject(nothing);
    expect(planned(scene)).toMatchObject(nothing);
  });

  test.each([
    ['is gone, which they soon are too', { isAlone: true }],
    ['is not seen yet', { isAlone: true, revisions: [] }],
    ['has a namesake by now', { service: service({ uid: 'another' }) }],
  ])('the revisions of a Service that %s', (_, scene) => {
    const owned = configuration({ ownerUid: 'service-uid' });
    const waiting = generated('web-00003', { templateHash: 'template-1' });
    const plan = planned({
      revisions: [revision(1)],
      configuration: owned,
      scaledObjects: [waiting],
      ...scene,
    });
    expect(plan).toMatchObject(nothing);
  });
});

test('class and automatic creation are the cluster’s where the revision doesn’t say', () => {
  const cluster = { ...defaultCluster, podAutoscalerClass: hpaClass, autoCreate: false };
  const { scalingClass: _, autoCreate: __, ...bare } = revision(1);
  expect(lines(planned({ revisions: [bare], cluster }))).toEqual(['create web-00001 (Missing)']);
});

test.each([
  ['became hpa', hpaClass, kpaClass, []],
  ['is hpa no longer', kpaClass, hpaClass, ['create web-00001 (Missing)']],
])(
  'a revision keeps the class that its PodAutoscaler was made with when the cluster’s %s',
  (_, podAutoscalerClass, scalingClass, expected) => {
    const cluster = { ...defaultCluster, podAutoscalerClass };
    const bare = without(1, 'scalingClass');
    const podAutoscalers = [podAutoscaler('web-00001', { scalingClass })];
    expect(lines(planned({ revisions: [bare], cluster, podAutoscalers }))).toEqual(expected);
  },
);

test('of a Service with revisions of both kinds only the fixer’s own are looked after', () => {
  const plan = planned({
    revisions: [
      revision(1),
      revision(2, { autoCreate: true }),
      revision(3, { scalingClass: kpaClass }),
    ],
    routed: ['web-00001', 'web-00002', 'web-00003'],
  });
  expect(lines(plan)).toEqual(['create web-00001 (Missing)']);
});

describe('needed is', () => {
  const revisions = [revision(1), revision(2), revision(3)];
  const rightOfThree = adopted('web-00003');
  test.each<[string, Parameters<typeof planned>[0]]>([
    ['latest created of the Service', { service: service({ latestCreated: name }) }],
    ['latest ready of the Service', { service: service({ latestReady: name }) }],
    ['in traffic of the Service', { service: service({ traffic: [name] }) }],
    ['latest created', { configuration: configuration({ generation: 3, latestCreated: name }) }],
    ['latest ready', { configuration: configuration({ generation: 3, latestReady: name }) }],
    ['in traffic of any Route', { routed: [name] }],
  ])('what is %s', (_, scene) => {
    const plan = planned({ revisions, scaledObjects: [rightOfThree], ...scene });
    expect(lines(plan)).toContain('create web-00001 (Missing)');
  });

  test('nothing else', () => {
    expect(planned({ revisions, scaledObjects: [rightOfThree] }).covered).toEqual(['web-00003']);
  });
});

describe('never written is a ScaledObject', () => {
  const revisions = [revision(1)];
  test.each([
    [
      'that a controller of somebody else’s made',
      handMade(name, {
        owners: [{ apiVersion: 'x/v1', kind: 'App', name: 'x', uid: 'x', isController: true }],
      }),
    ],
    ['that is bound to another Service', handMade(name, { boundTo: 'shop' })],
    ['that is labelled for another Service', handMade(name, { configuration: 'shop' })],
    ['that scales something else', handMade(name, { target: { name: 'other' } })],
  ])('%s, which is told', (_, scaledObject) => {
    const plan = planned({ revisions, scaledObjects: [{ ...scaledObject, hpaName: 'x' }] });
    expect(plan.actions).toEqual([]);
    expect(plan.uncovered).toMatchObject([{ revision: name, isTransient: false }]);
    expect(toldReasons(plan)).toEqual(['ScaledObjectForeign']);
  });

  test('that targets what isn’t a Deployment', () => {
    const target = { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'web' };
    const plan = planned({ revisions, scaledObjects: [generated(name, { target })] });
    expect(plan.actions).toEqual([]);
    expect(toldReasons(plan)).toEqual(['ScaledObjectTarget']);
  });

  test('that is being deleted: its place is taken when it is gone', () => {
    const plan = planned({ revisions, scaledObjects: [generated(name, { isDeleted: true })] });
    expect(plan.actions).toEqual([]);
    expect(plan.uncovered).toMatchObject([{ isTransient: true }]);
  });
});

test('a Configuration that stands alone is looked after like a Service', () => {
  const { service: _, ...alone } = revision(1);
  const plan = planned({ revisions: [alone], isAlone: true });
  expect(lines(plan)).toEqual(['create web-00001 (Missing)']);
  const annotations = { 'revcast.dev/mode': 'skip' };
  const skipped = { revisions: [alone], configuration: configuration({ annotations }) };
  expect(planned({ ...skipped, isAlone: true }).actions).toEqual([]);
});
