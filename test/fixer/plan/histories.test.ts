import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Observed, PlanSettings, Reason } from '../../../src/fixer/types.ts';
import { type JsonObject, valueAt } from '../../../src/json.ts';
import { revcast } from '../../../src/knative/keys.ts';
import { deploymentName } from '../../../src/knative/names.ts';
import { type Applied, fix, observe } from './fixer.ts';
import {
  type Event,
  type Git,
  happen,
  isForeign,
  meddling,
  retry,
  units,
  usual,
} from './history.ts';
import { hpaNameOf, nameOf, operate, type Refusal, targetOf } from './keda.ts';
import { controllers } from './knative.ts';
import { emptyWorld, type World } from './world.ts';

const settings: PlanSettings = { repair: 'stand-in', idle: 'lower' };
const runs = { numRuns: Number(process.env.FC_RUNS ?? 150) };

/** What the fixer may be refused: KEDA has to follow first, and an object that changes on the way. */
const passing: ReadonlySet<Refusal> = new Set<Refusal>(['hpa']);

interface Story {
  readonly world: World;
  readonly git: Git;
  writes: number;
  /** Of all writes. */
  readonly reasons: Reason[];
}

function begin(isOwn: boolean): Story {
  const git = { isOwn, rendered: new Map(), refused: new Set<string>() };
  return { world: emptyWorld(), git, writes: 0, reasons: [] };
}

function tell(events: readonly Event[], isOwn: boolean, with_: PlanSettings = settings): Story {
  const story = begin(isOwn);
  for (const event of events) {
    happen(story.world, story.git, event);
    if (event.do === 'look') look(story, event.unit, with_);
    if (event.do === 'settle') settle(story, with_);
  }
  settle(story, with_);
  return story;
}

function look(story: Story, unit: string, with_: PlanSettings): Applied {
  const before = foreign(story.world);
  const applied = fix(story.world, unit, with_);
  expect(foreign(story.world)).toBe(before);
  story.writes += applied.written.filter((each) => each.do !== 'remove').length;
  story.reasons.push(...applied.written.flatMap(({ reasons }) => reasons));
  for (const { because, action } of applied.refused) {
    expect(passing.has(because), `${because}: ${JSON.stringify(action, null, 1)}`).toBe(true);
  }
  expectNoTwo(story.world);
  return applied;
}

/** What is somebody else's, to the byte. */
function foreign(world: World): string {
  return JSON.stringify([...world.scaledObjects.values()].filter(isForeign));
}

/** Everybody acts until nobody has anything left to do. */
function settle(story: Story, with_: PlanSettings): void {
  for (let round = 0; round < 100; round++) {
    let acted = false;
    for (const act of controllers) while (act(story.world)) acted = true;
    while (operate(story.world)) acted = true;
    retry(story.world, story.git);
    for (const unit of units) {
      const { written, refused } = look(story, unit, with_);
      if (written.some((each) => each.do !== 'remove') || refused.length > 0) acted = true;
    }
    if (!acted && round > 2) return;
    story.world.now += 61_000;
  }
  expect.fail('they never come to rest');
}

function expectNoTwo(world: World): void {
  const all = [...world.scaledObjects.values()];
  expect(new Set(all.map(targetOf)).size).toBe(all.length);
  expect(new Set(all.map(hpaNameOf)).size).toBe(all.length);
}

function expectCovered(world: World, unit: string, isMeddled: boolean): void {
  const { uncovered, told, covered, actions } = fixOnce(world, unit);
  expect(actions.filter((each) => each.do !== 'remove')).toEqual([]);
  for (const name of covered) {
    expectRight(world, name);
    if (!isMeddled) expect(world.podAutoscalers.get(name)?.isReady, name).toBe(true);
  }
  const unclear = uncovered.filter(({ because }) => !because.endsWith('equally well'));
  if (!isMeddled) expect(unclear).toEqual([]);
  for (const { revision, because, isTransient } of uncovered) {
    expect(isTransient, `${revision}: ${because}`).toBe(false);
    const warnings = told.filter(({ type }) => type === 'Warning');
    expect(warnings.map(({ message }) => message)).toContain(because);
  }
}

function fixOnce(world: World, unit: string): Applied['plan'] {
  return fix(structuredClone(world), unit, settings).plan;
}

function expectRight(world: World, revision: string): void {
  const object = world.scaledObjects.get(revision) ?? {};
  const all = [...world.scaledObjects.values()];
  expect(all.filter((each) => targetOf(each) === deploymentName(revision)).map(nameOf)).toEqual([
    revision,
  ]);
  const podAutoscaler = world.podAutoscalers.get(revision);
  expectReady(world, revision, object);
  expect(valueAt(object, ['metadata', 'ownerReferences'])).toContainEqual(
    expect.objectContaining({ uid: podAutoscaler?.uid, controller: true }),
  );
}

/** One that was woken for its PodAutoscaler is not woken again for what people do to it later. */
function expectReady(world: World, revision: string, object: JsonObject): void {
  const { uid, isReady } = world.podAutoscalers.get(revision) ?? {};
  const wokenFor = valueAt(object, ['metadata', 'annotations', revcast.wokenFor]);
  expect(isReady || wokenFor === uid, `${revision}'s PodAutoscaler is ready`).toBe(true);
}

const byo = fc.boolean();

test('whatever happens in Git and in Knative, every revision that can get traffic has its ScaledObject', () => {
  fc.assert(
    fc.property(fc.array(usual, { maxLength: 40, size: 'max' }), byo, (events, isOwn) => {
      const { world } = tell(events, isOwn);
      for (const unit of units) expectCovered(world, unit, false);
    }),
    runs,
  );
});

test('what people do by hand is put right, or told, and what is others’ stays as it is', () => {
  const any = fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: meddling });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 40, size: 'max' }), byo, (events, isOwn) => {
      const { world } = tell(events, isOwn);
      for (const unit of units) expectCovered(world, unit, true);
    }),
    runs,
  );
});

test('with --repair retarget nothing is created, and two never meet', () => {
  const any = fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: meddling });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 40, size: 'max' }), byo, (events, isOwn) => {
      const retarget: PlanSettings = { repair: 'retarget', idle: 'lower' };
      const { world, reasons } = tell(events, isOwn, retarget);
      for (const unit of units) {
        const { actions, covered, uncovered } = fix(structuredClone(world), unit, retarget).plan;
        expect(actions.filter((each) => each.do !== 'remove')).toEqual([]);
        expect(uncovered.filter(({ isTransient }) => isTransient)).toEqual([]);
        for (const revision of covered) {
          const served = [...world.scaledObjects.values()].filter(
            (each) => targetOf(each) === deploymentName(revision),
          );
          expect(served).toHaveLength(1);
          expectReady(world, revision, served[0] ?? {});
        }
      }
      expect(reasons).not.toContain('Missing');
      expect(reasons).not.toContain('PredictedAhead');
    }),
    runs,
  );
});

test('what the fixer saw may be old: then a write is refused, and it comes out the same', () => {
  fc.assert(
    fc.property(fc.array(usual, { maxLength: 40, size: 'max' }), byo, (events, isOwn) => {
      const story = begin(isOwn);
      const seen = new Map<string, Observed>();
      for (const event of events) {
        happen(story.world, story.git, event);
        if (event.do === 'settle') settle(story, settings);
        if (event.do !== 'look') continue;
        const { unit } = event;
        fix(story.world, unit, settings, seen.get(unit) ?? observe(story.world, unit));
        expectNoTwo(story.world);
        seen.set(unit, observe(story.world, unit));
      }
      settle(story, settings);
      for (const unit of units) expectCovered(story.world, unit, false);
    }),
    runs,
  );
});

test('each thing that happens makes the fixer write a few times at most', () => {
  fc.assert(
    fc.property(fc.array(usual, { maxLength: 40, size: 'max' }), byo, (events, isOwn) => {
      const { writes } = tell(events, isOwn);
      const causes = events.filter(({ do: what }) => what !== 'look' && what !== 'wait').length;
      expect(writes).toBeLessThanOrEqual(2 * causes + 2);
    }),
    runs,
  );
});

test('a roll-out lowers no minimum that is needed again', () => {
  const rollOuts = usual.filter(({ do: what }) => steps.has(what));
  fc.assert(
    fc.property(fc.array(rollOuts, { maxLength: 40, size: 'max' }), byo, (events, isOwn) => {
      const { reasons } = tell(events, isOwn);
      expect(reasons).not.toContain('InUse');
    }),
    runs,
  );
});

const steps: ReadonlySet<string> = new Set(['edit', 'step', 'operate', 'look', 'wait', 'settle']);

test('when everything is deleted nothing is left but what Git holds and no cluster ever had', () => {
  fc.assert(
    fc.property(fc.array(usual, { maxLength: 40, size: 'max' }), byo, (events, isOwn) => {
      const deleted = units.map((unit): Event => ({ do: 'delete', unit }));
      const { world } = tell(
        [
          ...events,
          { do: 'wait', ms: 61_000 },
          ...units.map((unit): Event => ({ do: 'look', unit })),
          ...deleted,
        ],
        isOwn,
      );
      const left = [...world.scaledObjects.values()].filter((each) => !isCpuWaiting(each));
      for (const each of left)
        expect(valueAt(each, ['metadata', 'ownerReferences'])).toBeUndefined();
      expect(world.revisions.size + world.podAutoscalers.size + world.deployments.size).toBe(0);
    }),
    runs,
  );
});

function isCpuWaiting(object: JsonObject): boolean {
  return valueAt(object, ['spec', 'triggers', 0, 'type']) === 'cpu';
}
