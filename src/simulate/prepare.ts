import type { Scale } from '../keda/scale.ts';
import { type Compiled, compileFormula } from './formula/compile.ts';
import type { Plan } from './plan.ts';
import { planOf } from './plan-of.ts';
import { readyTrigger } from './ready-trigger.ts';
import { assignSamples, namedTriggers } from './samples/assign.ts';
import { choosePeriod, type PeriodOptions } from './samples/period.ts';
import { perPodProblems, triggerProblems } from './samples/problems.ts';
import type { Period } from './samples/signal.ts';
import type { SampleText, Unreadable } from './samples/types.ts';
import { simulatedTriggers } from './simulated-triggers.ts';
import type { Subject } from './subject.ts';
import type { SimulatedTrigger } from './types.ts';

/** What the user says beside the manifests and the samples. */
export interface SimulateOptions extends PeriodOptions {
  /** How many run at the start. */
  readonly replicas?: number;
  readonly readyAfter: number;
  /** Triggers whose samples are averages over the pods. */
  readonly perPod: readonly string[];
}

export interface Prepared {
  readonly plan: Plan;
  readonly period: Period;
  readonly isAbsolute: boolean;
  readonly triggers: readonly SimulatedTrigger[];
  /** Columns of no trigger. */
  readonly unused: readonly string[];
}

/** Puts together what a simulation needs, or says all that is missing or wrong. */
export function prepare(
  subject: Subject,
  texts: readonly SampleText[],
  options: SimulateOptions,
): Prepared | Unreadable {
  const named = namedTriggers(subject.scale.triggers);
  const samples = assignSamples(texts, named);
  if ('problems' in samples) return samples;
  const formula = formulaOf(subject.scale);
  const found = choosePeriod(samples, named, options);
  const problems = [
    ...triggerProblems(named, samples, texts),
    ...perPodProblems(options.perPod, named, samples),
    ...(formula !== undefined && 'problem' in formula ? [formulaProblem(formula.problem)] : []),
    ...('problems' in found ? found.problems : []),
  ];
  if (problems.length > 0 || 'problems' in found) return { problems };
  const ready = named.map((each) => readyTrigger(each, subject, samples, options, found.period));
  const missing = ready.flatMap((each) => ('problem' in each ? [each.problem] : []));
  if (missing.length > 0) return { problems: missing };
  const parts = ready.flatMap((each) => ('problem' in each ? [] : [each]));
  return {
    plan: planOf(subject, parts, formula, samples, options, found.period),
    period: found.period,
    isAbsolute: found.isAbsolute,
    triggers: simulatedTriggers(parts, samples, found.period),
    unused: samples.unused,
  };
}

function formulaOf({ modifiers }: Scale): Compiled | undefined {
  return modifiers === undefined ? undefined : compileFormula(modifiers.formula);
}

function formulaProblem(problem: string): string {
  return `the formula of scalingModifiers can't be simulated: ${problem}`;
}
