import { describe, expect, test } from 'vitest';
import type { ScaledObjectState } from '../../../src/fixer/types.ts';
import {
  adopted,
  configuration,
  cpu,
  generated,
  handMade,
  lines,
  own,
  ownedByPodAutoscaler,
  planned,
  revision,
  service,
  toldReasons,
} from './fixtures.ts';

const name = 'web-00001';
const revisions = [revision(1)];
const provided = (...scaledObjects: ScaledObjectState[]): string[] =>
  lines(planned({ revisions, scaledObjects })).filter((line) => line.startsWith('create'));

describe('a revision without a ScaledObject', () => {
  test('waits for its Deployment', () => {
    const plan = planned({ revisions, deployed: [], scaledObjects: [generated('web-00003')] });
    expect(lines(plan)).not.toContain('create');
    expect(plan.uncovered).toEqual([
      { revision: name, because: 'its Deployment is not there yet', isTransient: true },
    ]);
  });

  test('is given one of its annotations when there is nothing to copy', () => {
    const plan = planned({ revisions });
    expect(plan.actions).toMatchObject([
      { do: 'create', reasons: ['Missing'], revision: { name }, owner: { uid: 'web-00001-pa' } },
    ]);
    expect(plan.uncovered).toEqual([
      { revision: name, because: 'its ScaledObject is created', isTransient: true },
    ]);
    expect(toldReasons(plan)).toEqual([]);
  });

  test('is given a copy of what was predicted ahead for its template', () => {
    const plan = planned({
      revisions,
      scaledObjects: [generated('web-00003', { templateHash: 'template-1' })],
    });
    expect(plan.actions[0]).toMatchObject({
      do: 'create',
      reasons: ['PredictedAhead'],
      copyOf: { name: 'web-00003' },
      told: { type: 'Normal', reason: 'ScaledObjectCreated' },
    });
    expect(plan.told).toEqual([
      {
        type: 'Normal',
        reason: 'PredictionWrong',
        message: 'revision web-00003 was predicted, and web-00001 was created',
      },
    ]);
  });
});

describe('what revcast generated', () => {
  test('for another template is not copied: the annotations are the truth', () => {
    expect(provided(generated('web-00003'))).toEqual(['create web-00001 (Missing)']);
  });

  test('for no recorded template is, unless another is for the revision’s', () => {
    const { templateHash: _, ...unknown } = generated('web-00002');
    const exact = generated('web-00009', { templateHash: 'template-1', contentHash: 'other' });
    expect(provided(unknown)).toEqual(['create web-00001 from web-00002 (PredictedAhead)']);
    expect(provided(unknown, exact)).toEqual(['create web-00001 from web-00009 (PredictedAhead)']);
  });

  test('counts as for the template when only enableServiceLinks differs, which Knative adds', () => {
    const linked = [revision(1, { hashWithoutLinks: 'template-3' })];
    const plan = planned({ revisions: linked, scaledObjects: [generated('web-00003')] });
    expect(lines(plan)[0]).toBe('create web-00001 from web-00003 (PredictedAhead)');
  });

  test('twice alike is copied from the nearest generation', () => {
    const fields = { templateHash: 'template-1' };
    expect(provided(generated('web-00007', fields), generated('web-00003', fields))).toEqual([
      'create web-00001 from web-00003 (PredictedAhead)',
    ]);
  });

  test('twice and different is told, and the annotations decide', () => {
    const a = generated('web-00007', { templateHash: 'template-1' });
    const b = generated('web-00003', { templateHash: 'template-1', contentHash: 'other' });
    const plan = planned({ revisions, scaledObjects: [a, b] });
    expect(lines(plan)[0]).toBe('create web-00001 (Missing)');
    expect(toldReasons(plan)).toContain('ScaledObjectAmbiguous');
  });

  test('and serves its own revision is no candidate', () => {
    const plan = planned(
      {
        revisions: [revision(1), revision(2)],
        scaledObjects: [adopted(name, { templateHash: 'template-2' })],
      },
      { idle: 'keep' },
    );
    expect(lines(plan)).toEqual(['create web-00002 (Missing)']);
  });

  test('and made by the fixer is no candidate: its revision is gone, and so is it soon', () => {
    const left = generated('web-00003', { templateHash: 'template-1', isFixers: true });
    expect(provided(left)).toEqual(['create web-00001 (Missing)']);
  });

  test('and belongs to a revision that is gone is no candidate: it goes as well', () => {
    const { templateHash: _, ...theirs } = adopted('web-00003', { isGenerated: false });
    const exact = adopted('web-00004', { templateHash: 'template-1' });
    expect(provided(theirs)).toEqual(['create web-00001 (Missing)']);
    expect(provided(exact)).toEqual(['create web-00001 (Missing)']);
  });
});

describe('what the user wrote', () => {
  test('is copied whatever its template: annotations don’t say it', () => {
    expect(provided(own('web-00003'))).toEqual([
      'create web-00001 from web-00003 (PredictedAhead)',
    ]);
    const byHand = handMade('web-scaler', { target: { name: 'web-00004-deployment' } });
    expect(provided(byHand)).toEqual(['create web-00001 from web-scaler (PredictedAhead)']);
  });

  test('for a revision that can still come is preferred to a left-over', () => {
    const plan = planned({
      revisions: [revision(4)],
      scaledObjects: [own('web-00003'), own('web-00005', { contentHash: 'new' })],
    });
    expect(lines(plan)[0]).toBe('create web-00004 from web-00005 (PredictedAhead)');
  });

  test('twice and different leaves the revision uncovered, which is told', () => {
    const plan = planned({
      revisions,
      scaledObjects: [own('web-00002'), own('web-00003', { contentHash: 'other' })],
    });
    expect(plan.uncovered).toMatchObject([{ revision: name, isTransient: false }]);
    expect(toldReasons(plan)).toEqual(['ScaledObjectAmbiguous']);
    expect(lines(plan).filter((line) => line.startsWith('create'))).toEqual([]);
  });

  test('and serves another revision is copied when none waits: of several the newest', () => {
    const older = own(name, { owners: [ownedByPodAutoscaler(name)], createdAt: 1 });
    const newer = own('web-00002', { owners: [ownedByPodAutoscaler('web-00002')] });
    const plan = planned(
      {
        revisions: [revision(1), revision(2), revision(3)],
        scaledObjects: [older, newer],
      },
      { idle: 'keep' },
    );
    expect(lines(plan)).toEqual(['create web-00003 from web-00002 (PredictedAhead)']);
  });

  test('predicted behind, over that of an older revision, is copied to where it belongs', () => {
    const owners = [ownedByPodAutoscaler(name)];
    const overwritten = own(name, { owners, createdAt: 1, templateHash: 'template-3' });
    const newer = own('web-00002', { owners: [ownedByPodAutoscaler('web-00002')] });
    const plan = planned(
      {
        revisions: [revision(1), revision(2), revision(3)],
        scaledObjects: [overwritten, newer],
      },
      { idle: 'keep' },
    );
    expect(lines(plan)).toEqual(['create web-00003 from web-00001 (PredictedAhead)']);
  });

  test('predicted behind is preferred to a left-over of another template', () => {
    const owners = [ownedByPodAutoscaler('web-00004')];
    const overwritten = own('web-00004', { owners, templateHash: 'template-5' });
    const leftOver = own('web-00002', { contentHash: 'old' });
    const plan = planned(
      { revisions: [revision(4), revision(5)], scaledObjects: [overwritten, leftOver] },
      { idle: 'keep' },
    );
    expect(lines(plan)[0]).toBe('create web-00005 from web-00004 (PredictedAhead)');
  });

  test('for a revision that is gone serves only when there is nothing else', () => {
    const gone = own('web-00002', { owners: [ownedByPodAutoscaler('web-00002')] });
    const serving = own('web-00003', { owners: [ownedByPodAutoscaler('web-00003')] });
    const scene = { revisions: [revision(3), revision(4)] };
    const both = planned({ ...scene, scaledObjects: [serving, gone] }, { idle: 'keep' });
    expect(lines(both)).toEqual(['create web-00004 from web-00003 (PredictedAhead)']);
    const alone = planned({ revisions: [revision(4)], scaledObjects: [gone] });
    expect(lines(alone)).toEqual(['create web-00004 from web-00002 (PredictedAhead)']);
  });

  test('is not what the extension made before automatic creation was switched off', () => {
    const { templateHash: _, ...theirs } = adopted(name, { isGenerated: false });
    const plan = planned(
      {
        revisions: [revision(1), revision(2)],
        scaledObjects: [theirs],
      },
      { idle: 'keep' },
    );
    expect(lines(plan)).toEqual(['create web-00002 (Missing)']);
  });

  test('no longer counts once the Service says generate', () => {
    const annotations = { 'revcast.dev/mode': 'generate' };
    const latest = { latestCreated: name };
    const plan = planned({
      revisions,
      service: service({ annotations, ...latest }),
      scaledObjects: [own('web-00003')],
    });
    expect(lines(plan)[0]).toBe('create web-00001 (Missing)');
  });

  test('and isn’t there at all is waited for where the Service says byo', () => {
    const annotations = { 'revcast.dev/mode': 'byo' };
    const plan = planned({ revisions, service: service({ annotations }) });
    expect(plan.actions).toEqual([]);
    expect(toldReasons(plan)).toEqual(['ScaledObjectMissing']);
  });
});

describe('a Deployment that another ScaledObject holds', () => {
  const target = { name: 'web-00001-deployment' };

  test('of somebody else is theirs: KEDA refuses a second one', () => {
    const plan = planned({
      revisions,
      scaledObjects: [handMade('x', { target, boundTo: 'shop' })],
    });
    expect(plan.actions).toEqual([]);
    expect(toldReasons(plan)).toEqual(['ScaledObjectForeign']);
    expect(plan.uncovered).toMatchObject([{ isTransient: false }]);
  });

  test('of somebody else uncovers a revision that has a right one as well', () => {
    const scaledObjects = [adopted(name), handMade('x', { target, boundTo: 'shop' })];
    const plan = planned({ revisions, scaledObjects });
    expect(plan).toMatchObject({ actions: [], covered: [] });
    expect(toldReasons(plan)).toEqual(['ScaledObjectForeign']);
  });

  test('of the Service, but by another name, is told: it may be in Git', () => {
    const plan = planned({ revisions, scaledObjects: [handMade('my-scaler', { target })] });
    expect(plan.actions).toEqual([]);
    expect(toldReasons(plan)).toEqual(['ScaledObjectMisnamed']);
  });

  test('that is being deleted is free soon', () => {
    const leaving = handMade('my-scaler', { target, isDeleted: true });
    const plan = planned({ revisions, scaledObjects: [leaving] });
    expect(plan).toMatchObject({ actions: [], uncovered: [{ isTransient: true }], told: [] });
  });

  test('and that was generated for a coming revision is given up first', () => {
    const moved = generated('web-00003', { target, templateHash: 'template-1' });
    const plan = planned({ revisions, scaledObjects: [moved] });
    expect(lines(plan)).toEqual([
      'patch web-00003 (WrongTarget, Waiting)',
      'create web-00001 from web-00003 (PredictedAhead)',
    ]);
  });

  test('and that can’t be given up, because KEDA wants a Deployment, is told', () => {
    const moved = generated('web-00003', { ...cpu, target });
    const plan = planned({ revisions, scaledObjects: [moved] });
    expect(plan.actions).toEqual([]);
    expect(toldReasons(plan)).toEqual(['ScaledObjectMisnamed']);
  });
});

describe('names', () => {
  test('of pins are names like others: right when they come, copied until then', () => {
    const pinned = revision(1, { name: 'web-bcdfghjklm' });
    const scaledObjects = [generated('web-bcdfghjklm', { templateHash: 'template-1' })];
    expect(lines(planned({ revisions: [pinned], scaledObjects }))).toEqual([
      'patch web-bcdfghjklm (Adopt)',
    ]);
    expect(provided(...scaledObjects)).toEqual([
      'create web-00001 from web-bcdfghjklm (PredictedAhead)',
    ]);
  });

  test('of 63 characters have Deployments with hashed names', () => {
    const long = 'l'.repeat(57);
    const newest = revision(1, { name: `${long}-00001` });
    const right = adopted(newest.name);
    expect(right.target.name).toHaveLength(63);
    expect(planned({ revisions: [newest], scaledObjects: [right] }).actions).toEqual([]);
  });

  test('of two Services, one like a revision of the other, are kept apart', () => {
    const theirs = generated('web-00001-00001', { configuration: 'web-00001' });
    const byHand = handMade('web-00001-00002', { boundTo: 'web-00001' });
    expect(provided(theirs, byHand)).toEqual(['create web-00001 (Missing)']);
  });

  test('of a Service that was deleted and recreated come back: what waits is copied and woken', () => {
    const again = planned({
      revisions,
      scaledObjects: [own('web-00004', { owners: [ownedByPodAutoscaler('web-00004', 'earlier')] })],
    });
    expect(lines(again)).toEqual(['create web-00001 from web-00004 (PredictedAhead)']);
  });
});

test('several revisions without one are each given one', () => {
  const plan = planned({
    revisions: [revision(1), revision(2)],
    routed: [name],
    scaledObjects: [generated('web-00005', { templateHash: 'template-2' })],
    configuration: configuration({ generation: 2 }),
  });
  expect(lines(plan)).toEqual([
    'create web-00002 from web-00005 (PredictedAhead)',
    'create web-00001 (Missing)',
    'patch web-00005 (Waiting)',
  ]);
});
