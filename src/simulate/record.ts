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
  const isNews = newsFilter();
  const totals = newTotals(plan);
  return {
    add: (step) => {
      totals.add(step);
      if (isNews(step)) steps.push(step);
    },
    end: () => ({ steps, summary: totals.end() }),
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
    if (isQuiet(step)) return false;
    const key = step.cause === 'cooldown' ? step.cause : step.reason;
    const isNew = !told.has(key);
    told.add(key);
    return isChange || isNew;
  };
}

/** One of the two looked, and left it to the other. */
function isQuiet({ by, cause }: Step): boolean {
  return (by === 'keda' && cause === 'steady') || (by === 'hpa' && cause === 'idle');
}

/** Undefined where nobody asked the metrics. */
function troubleOf({ metrics }: Step): string | undefined {
  if (metrics.length === 0) return undefined;
  return metrics
    .filter(({ value, fallback }) => value === undefined || fallback === true)
    .map(({ id, fallback }) => `${id} ${fallback === true}`)
    .join();
}
