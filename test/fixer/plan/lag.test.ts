import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Action, Observed, PlanSettings } from '../../../src/fixer/types.ts';
import { fix, observe } from './fixer.ts';
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
import { hpaNameOf, operate, type Refusal, targetOf } from './keda.ts';
import { controllers } from './knative.ts';
import { emptyWorld, type World } from './world.ts';

/*
 * Each resource is watched on its own: what the fixer sees of one may be older than what it sees of
 * another, but never older than it saw it before.
 */

const settings: PlanSettings = { repair: 'stand-in', idle: 'lower' };
const runs = { numRuns: Number(process.env.FC_RUNS ?? 150) };

const watched = [
  'service',
  'configuration',
  'revisions',
  'podAutoscalers',
  'scaledObjects',
] as const;
type Watched = (typeof watched)[number];

/** How many changes each watch is late. */
type Lags = Readonly<Record<Watched, number>>;

const lag = fc.oneof(fc.constant(0), fc.nat(8));
const lags: fc.Arbitrary<Lags> = fc.record({
  service: lag,
  configuration: lag,
  revisions: lag,
  podAutoscalers: lag,
  scaledObjects: lag,
});

/** What is seen of one unit, by watches that lag. */
function createWatches(name: string): {
  note: (world: World) => void;
  seen: (late: Lags) => Observed;
} {
  const past: Observed[] = [];
  const at = new Map<Watched, number>();
  return {
    note: (world) => {
      past.push(observe(world, name));
    },
    seen: (late) => {
      const of = (each: Watched): Observed => {
        const index = Math.max(at.get(each) ?? 0, past.length - 1 - late[each]);
        at.set(each, index);
        const found = past[index];
        if (found === undefined) throw new Error('nothing was noted');
        return found;
      };
      const { service: _, configuration: __, ...latest } = of('scaledObjects');
      const { service, routed } = of('service');
      const { configuration } = of('configuration');
      return {
        ...latest,
        ...(service && { service }),
        ...(configuration && { configuration }),
        routed,
        revisions: of('revisions').revisions,
        podAutoscalers: of('podAutoscalers').podAutoscalers,
      };
    },
  };
}

interface Late {
  readonly event: Event;
  readonly late: Lags;
}

interface Told {
  readonly world: World;
  readonly written: readonly Action[];
  readonly refused: readonly Refusal[];
}

function tell(events: readonly Late[], isOwn: boolean, with_: PlanSettings): Told {
  const world = emptyWorld();
  const git: Git = { isOwn, rendered: new Map(), refused: new Set<string>() };
  const watches = new Map(units.map((unit) => [unit, createWatches(unit)]));
  const written: Action[] = [];
  const refused: Refusal[] = [];
  const note = (): void => {
    for (const each of watches.values()) each.note(world);
  };
  const look = (unit: string, late: Lags): boolean => {
    const foreign = foreignIn(world);
    const applied = fix(world, unit, with_, watches.get(unit)?.seen(late));
    expect(foreignIn(world)).toBe(foreign);
    expectNoTwo(world);
    written.push(...applied.written);
    refused.push(...applied.refused.map(({ because }) => because));
    note();
    return applied.written.some((each) => each.do !== 'remove') || applied.refused.length > 0;
  };
  const settle = (): void => {
    for (let round = 0; round < 100; round++) {
      let acted = false;
      for (const act of controllers) while (act(world)) acted = true;
      while (operate(world)) acted = true;
      retry(world, git);
      note();
      for (const unit of units) acted = look(unit, now) || acted;
      if (!acted && round > 2) return;
      world.now += 61_000;
    }
    expect.fail('they never come to rest');
  };
  note();
  for (const { event, late } of events) {
    happen(world, git, event);
    note();
    if (event.do === 'look') look(event.unit, late);
    if (event.do === 'settle') settle();
  }
  settle();
  return { world, written, refused };
}

const now: Lags = {
  service: 0,
  configuration: 0,
  revisions: 0,
  podAutoscalers: 0,
  scaledObjects: 0,
};

function foreignIn(world: World): string {
  return JSON.stringify([...world.scaledObjects.values()].filter(isForeign));
}

function expectNoTwo(world: World): void {
  const all = [...world.scaledObjects.values()];
  expect(new Set(all.map(targetOf)).size).toBe(all.length);
  expect(new Set(all.map(hpaNameOf)).size).toBe(all.length);
}

const late = (event: fc.Arbitrary<Event>): fc.Arbitrary<Late[]> =>
  fc.array(fc.record({ event, late: lags }), { maxLength: 60, size: 'max' });

test.each<PlanSettings['repair']>(['stand-in', 'retarget'])(
  'with watches that lag, and %s, two never meet, and it comes out the same',
  (repair) => {
    const any = fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: meddling });
    fc.assert(
      fc.property(late(any), fc.boolean(), (events, isOwn) => {
        const { world } = tell(events, isOwn, { ...settings, repair });
        for (const unit of units) {
          const { plan } = fix(structuredClone(world), unit, { ...settings, repair });
          expect(plan.actions.filter((each) => each.do !== 'remove')).toEqual([]);
          expect(plan.uncovered.filter(({ isTransient }) => isTransient)).toEqual([]);
        }
      }),
      runs,
    );
  },
);

test('with watches that lag, what comes back in a roll-out was not lowered before', () => {
  const rollOuts = usual.filter(({ do: what }) => steps.has(what));
  fc.assert(
    fc.property(late(rollOuts), fc.boolean(), (events, isOwn) => {
      const { written } = tell(events, isOwn, settings);
      expect(written.flatMap(({ reasons }) => reasons)).not.toContain('InUse');
    }),
    runs,
  );
});

const steps: ReadonlySet<string> = new Set(['edit', 'step', 'operate', 'look', 'wait', 'settle']);

test('with watches that lag, each revision gets one ScaledObject at most', () => {
  const rollOuts = usual.filter(({ do: what }) => steps.has(what));
  fc.assert(
    fc.property(late(rollOuts), fc.boolean(), (events, isOwn) => {
      const { written } = tell(events, isOwn, settings);
      const made = written.flatMap((each) => (each.do === 'create' ? [each.revision.uid] : []));
      expect(new Set(made).size).toBe(made.length);
    }),
    runs,
  );
});
