import type { Plan } from './plan.ts';
import type { Replay } from './run.ts';
import { newTotals } from './totals.ts';
import type { Step } from './types.ts';

export interface Recorder {
  /** Times only grow. */
  readonly add: (step: Step) => void;
  readonly end: () => Replay;
}

/** Keeps the steps that tell something new, and sums up all of them. */
export function newRecorder(plan: Plan): Recorder {
  const steps: Step[] = [];
  const asked: [time: number, replicas: number | null][] = [];
  const isNews = newsFilter();
  const totals = newTotals(plan);
  return {
    add: (step) => {
      totals.add(step);
      const now = step.desired ?? null;
      if (step.by === 'hpa' && asked.at(-1)?.[1] !== now) asked.push([step.time, now]);
      if (isNews(step)) steps.push(step);
    },
    end: () => ({ steps, asked, summary: totals.end() }),
  };
}

/**
 * A step is news when the number changes, when what fails or falls back does, or when its reason was
 * not told since either did.
 */
function newsFilter(): (step: Step) => boolean {
  const troubles = new Map<Step['by'], string>();
  const told = new Set<string>();
  return (step) => {
    const isChange = step.replicas !== step.from;
    const trouble = troubleOf(step) ?? troubles.get(step.by) ?? '';
    if (isChange || trouble !== (troubles.get(step.by) ?? '')) told.clear();
    troubles.set(step.by, trouble);
    // Active again: the next cooldown is another one.
    if (step.by === 'keda' && step.cause === 'steady') told.delete('cooldown');
    if (isQuiet(step, told.size > 0)) return false;
    const key = keyOf(step);
    const isNew = !told.has(key);
    told.add(key);
    return isChange || isNew;
  };
}

/** One of the two looked and left it to the other, or there was nothing to do after a change. */
function isQuiet({ by, cause }: Step, isTold: boolean): boolean {
  if (cause === 'steady') return by === 'keda' || isTold;
  return by === 'hpa' && cause === 'idle';
}

/** What a change was limited by holds what runs after it, too. */
function keyOf({ cause, limits, reason }: Step): string {
  if (limits !== undefined) return limits.join();
  if (cause === 'deactivated') return 'idle';
  return cause === 'failed' ? reason : cause;
}

/** Undefined where nobody asked the metrics. */
function troubleOf({ metrics }: Step): string | undefined {
  if (metrics.length === 0) return undefined;
  return metrics
    .filter(({ value, fallback }) => value === undefined || fallback === true)
    .map(({ id, fallback }) => `${id} ${fallback === true}`)
    .join();
}
