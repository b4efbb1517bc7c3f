import { describe, expect, test } from 'vitest';
import type { ScaledObjectState } from '../../../src/fixer/types.ts';
import {
  adopted,
  cpu,
  handMade,
  lines,
  patchOf,
  planned,
  revision,
  toldReasons,
} from './fixtures.ts';

const revisions = [revision(1), revision(2), revision(3)];
const routed = revisions.map(({ name }) => name);
const on = (
  name: string,
  target: string,
  fields: Partial<ScaledObjectState> = {},
): ScaledObjectState => adopted(name, { target: { name: `${target}-deployment` }, ...fields });
const planFor = (...scaledObjects: ScaledObjectState[]): ReturnType<typeof planned> =>
  planned({ revisions, routed, scaledObjects });

describe('a ScaledObject takes a Deployment', () => {
  test('after the one that holds it has moved on', () => {
    const plan = planFor(
      on('web-00001', 'web-00009'),
      on('web-00002', 'web-00001'),
      on('web-00003', 'web-00002'),
    );
    expect(lines(plan)).toEqual([
      'patch web-00003 (WrongTarget)',
      'patch web-00002 (WrongTarget)',
      'patch web-00001 (WrongTarget)',
    ]);
  });

  test('and an HPA name after the one that has it', () => {
    const plan = planFor(
      adopted('web-00001', { hpaName: 'x' }),
      adopted('web-00002', { hpaName: 'web-00001' }),
      adopted('web-00003'),
    );
    expect(lines(plan)).toEqual([
      'patch web-00002 (WrongHpaName)',
      'patch web-00001 (WrongHpaName)',
    ]);
  });

  test('not while the one that holds it waits for its own Deployment', () => {
    const plan = planned({
      revisions,
      routed,
      deployed: ['web-00001', 'web-00003'],
      scaledObjects: [
        on('web-00001', 'x'),
        on('web-00002', 'web-00001', cpu),
        adopted('web-00003'),
      ],
    });
    expect(plan.actions).toEqual([]);
    expect(plan.uncovered).toMatchObject([
      { revision: 'web-00002', isTransient: true },
      { revision: 'web-00001', isTransient: true },
    ]);
    expect(plan.told).toEqual([]);
  });

  test('never when somebody else holds it, and others go on', () => {
    const theirs = handMade('x', { target: { name: 'web-00001-deployment' }, boundTo: 'shop' });
    const plan = planFor(
      on('web-00001', 'web-00008'),
      on('web-00002', 'web-00009'),
      adopted('web-00003'),
      theirs,
    );
    expect(lines(plan)).toEqual(['patch web-00002 (WrongTarget)']);
    expect(toldReasons(plan)).toEqual(['ScaledObjectForeign']);
  });
});

describe('ScaledObjects that hold each other’s', () => {
  test('change places by way of a revision that never is', () => {
    const scaledObjects = [on('web-00001', 'web-00002'), on('web-00002', 'web-00001')];
    const plan = planFor(...scaledObjects, adopted('web-00003'));
    expect(lines(plan)).toEqual([
      'patch web-00001 (WrongTarget, WrongHpaName)',
      'patch web-00002 (WrongTarget)',
    ]);
    expect(patchOf(plan, 'web-00001')).toEqual({
      spec: {
        scaleTargetRef: { name: 'web-00000-deployment' },
        advanced: { horizontalPodAutoscalerConfig: { name: 'web-00000' } },
      },
    });
    const next = planFor(
      on('web-00001', 'web-00000', { hpaName: 'web-00000' }),
      adopted('web-00002'),
      adopted('web-00003'),
    );
    expect(lines(next)).toEqual(['patch web-00001 (WrongTarget, WrongHpaName)']);
  });

  test('move the one that KEDA’s webhook lets go', () => {
    const plan = planFor(
      on('web-00001', 'web-00002', cpu),
      on('web-00002', 'web-00001'),
      adopted('web-00003'),
    );
    expect(lines(plan)[0]).toBe('patch web-00002 (WrongTarget, WrongHpaName)');
  });

  test('stay and are told when none of them may be without a Deployment', () => {
    const plan = planFor(
      on('web-00001', 'web-00002', cpu),
      on('web-00002', 'web-00001', cpu),
      adopted('web-00003'),
    );
    expect(plan.actions).toEqual([]);
    expect(toldReasons(plan)).toEqual(['ScaledObjectsSwapped']);
    expect(plan.uncovered).toMatchObject([{ isTransient: false }, { isTransient: false }]);
  });
});
