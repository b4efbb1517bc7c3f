import { pause } from '../../clock.ts';
import type { Failure, Outcome } from '../apply/outcome.ts';
import { createApplier, type Recorder } from '../apply.ts';
import type { Store } from '../store.ts';
import type { Plan } from '../types.ts';
import type { Failed } from './failed-start.ts';
import { applierSettings, type Parts, watchEvents } from './parts.ts';
import type { Result } from './print-result.ts';
import { createReconcile } from './reconcile.ts';
import { type Cluster, watch } from './start.ts';

/** Milliseconds after which a Service is looked at again whose correction no watch has told of. */
const lookAgain = 1000;

/** Failures that are the cluster's, and no Service's. */
const environmental: ReadonlySet<Failure> = new Set(['Forbidden', 'Unauthorized', 'Unreachable']);

/** Corrects what is wrong, and ends when everything is right or nothing gets better any more. */
export async function fixOnce(cluster: Cluster, parts: Parts): Promise<Result | Failed> {
  const { clock, io, settings } = parts;
  const events = watchEvents(parts, () => true);
  const watching = await watch(cluster, settings, events, { clock, stopped: io.stopped });
  if (watching === 'stopped') return { failure: 'stopped before everything was listed' };
  if ('failure' in watching) return watching;
  const result = await settle(watching.store, cluster, parts);
  await watching.observation.stop();
  return result;
}

async function settle(store: Store, { client }: Cluster, parts: Parts): Promise<Result | Failed> {
  const { clock, coverage, io, queue, settings } = parts;
  const open = new Set(store.keys());
  let corrections = 0;
  let progressed = clock.now();
  /** What the cluster lacks for all of it, by Service. */
  const lacks = new Map<string, string>();
  const applier = applierSettings(parts);
  const corrected: Recorder['corrected'] = (...what) => {
    applier.recorder.corrected(...what);
    corrections += 1;
    progressed = clock.now();
  };
  const ended = (key: string, plan: Plan, outcome: Outcome): void => {
    lacks.delete(key);
    if (outcome.kind === 'retry' && environmental.has(outcome.failure)) {
      lacks.set(key, outcome.error.message);
    }
    if (!isSettled(plan, outcome)) {
      open.add(key);
      queue.addAfter(key, lookAgain);
    } else if (open.delete(key)) {
      progressed = clock.now();
    }
  };
  const looking = queue.run(
    createReconcile({
      ...parts,
      store,
      settings: settings.plan,
      apply: createApplier(client, { ...applier, recorder: { ...applier.recorder, corrected } }),
      leads: () => !io.stopped.aborted,
      ended,
    }),
  );
  const goesOn = (): boolean =>
    open.size > 0 && !io.stopped.aborted && clock.now() < progressed + settings.wait;
  while (goesOn()) await pause(clock, 50, io.stopped);
  queue.close();
  await looking;
  const uncovered = coverage.open();
  const known = new Set(uncovered.map(({ key }) => key));
  const unfinished = [...open].filter((key) => !known.has(key)).sort();
  const [lack] = lacks.values();
  if (lack !== undefined && uncovered.length + unfinished.length > 0) return { failure: lack };
  const looked = [...store.keys()].length;
  return { corrections, covered: coverage.covered(), uncovered, unfinished, looked };
}

/** Whether only somebody's doing, or a long time, changes what is planned. Removals wait for others. */
function isSettled({ actions, uncovered }: Plan, outcome: Outcome): boolean {
  if (outcome.kind === 'refused') return true;
  if (outcome.kind === 'retry' && outcome.failure === 'Forbidden') return true;
  if (outcome.kind !== 'done') return false;
  return (
    actions.every((each) => each.do === 'remove') && !uncovered.some((each) => each.isTransient)
  );
}
