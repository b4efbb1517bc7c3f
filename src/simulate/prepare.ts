import type { JsonObject } from '../json.ts';
import { objectAt } from '../json.ts';
import { hpaMinimum, type Scale } from '../keda/scale.ts';
import { isReadable } from '../timeline/windows.ts';
import { type Compiled, compileFormula } from './formula/compile.ts';
import type { Fallback, Plan, Resource, Source } from './plan.ts';
import {
  assignSamples,
  listed,
  type NamedTrigger,
  namedTriggers,
  type Samples,
  triggerCalled,
  unknownTrigger,
} from './samples/assign.ts';
import { choosePeriod, type PeriodOptions } from './samples/period.ts';
import { cronSignal, metricSignal, type Period } from './samples/signal.ts';
import type { SampleText, Unreadable } from './samples/types.ts';
import { simulatedTriggers } from './simulated-triggers.ts';
import { targetThousandths } from './thousandths.ts';
import type { SimulatedTrigger } from './types.ts';

/** What the user says beside the manifests and the samples. */
export interface SimulateOptions extends PeriodOptions {
  /** How many run at the start. */
  readonly replicas?: number;
  readonly readyAfter: number;
  /** Triggers whose samples are averages over the pods. */
  readonly perPod: readonly string[];
}

/** What is to be simulated. */
export interface Subject {
  readonly scale: Scale;
  readonly scaledObject: JsonObject;
  /** What one pod requests of a cpu or memory trigger's resource, in cores or bytes. */
  readonly requestOf: (trigger: NamedTrigger['trigger']) => number | undefined;
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

function planOf(
  { scale, scaledObject }: Subject,
  parts: readonly ReadyTrigger[],
  compiled: Compiled | undefined,
  samples: Samples,
  { readyAfter, replicas }: SimulateOptions,
  { start, end }: Period,
): Plan {
  const { modifiers, behavior } = scale;
  const fallback = fallbackOf(scale);
  const composite =
    modifiers !== undefined && compiled !== undefined && 'formula' in compiled
      ? {
          formula: compiled.formula,
          metricType: modifiers.metricType,
          target: Math.trunc(modifiers.target * 1000),
          activation: modifiers.activationTarget,
        }
      : undefined;
  const recorded = samples.replicas?.points.find(({ value }) => value !== null)?.value;
  return {
    scale,
    sources: parts.flatMap(({ source }) => source ?? []),
    resources: parts.flatMap(({ resource }) => resource ?? []),
    ...(composite !== undefined && { composite }),
    ...(fallback !== undefined && { fallback }),
    hpa: {
      min: hpaMinimum(scale),
      max: scale.max,
      ...(hasBehavior(scale, scaledObject) && { behavior }),
    },
    tolerances: { up: behavior.scaleUp.tolerance, down: behavior.scaleDown.tolerance },
    duration: end - start,
    replicas: replicas ?? scale.pausedReplicas ?? recorded ?? scale.min,
    readyAfter,
  };
}

/** Whether the HPA has a behavior: without one its controller has rules of its own. */
function hasBehavior({ pausedScaleIn, pausedScaleOut }: Scale, scaledObject: JsonObject): boolean {
  const path = ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'behavior'];
  return (
    pausedScaleIn === true || pausedScaleOut === true || objectAt(scaledObject, path) !== undefined
  );
}

/** KEDA passes over a fallback that can't be right: HasValidFallback. */
function fallbackOf({ fallback, modifiers }: Scale): Fallback | undefined {
  if (fallback === undefined || fallback.failureThreshold < 0 || fallback.replicas < 0) {
    return undefined;
  }
  const isWhole =
    modifiers === undefined || (Number.isInteger(modifiers.target) && modifiers.target > 0);
  return isWhole ? fallback : undefined;
}

function formulaOf({ modifiers }: Scale): Compiled | undefined {
  return modifiers === undefined ? undefined : compileFormula(modifiers.formula);
}

function formulaProblem(problem: string): string {
  return `the formula of scalingModifiers can't be simulated: ${problem}`;
}

function triggerProblems(
  named: readonly NamedTrigger[],
  { byTrigger, unused }: Samples,
  texts: readonly SampleText[],
): string[] {
  const without = named.filter(({ id, trigger }) => trigger.type !== 'cron' && !byTrigger.has(id));
  if (named.length === 0) return ['the ScaledObject has no triggers'];
  if (without.length === 0) return [];
  const columns = unused.length === 0 ? '' : `; of no trigger are ${unused.join(', ')}`;
  const where = texts.length === 0 ? 'give --samples FILE' : 'add a column of that name';
  return [
    `there are no samples of ${listed(without)}: ${where}, or --samples TRIGGER=FILE${columns}`,
  ];
}

function perPodProblems(
  perPod: readonly string[],
  named: readonly NamedTrigger[],
  { replicas }: Samples,
): string[] {
  const metrics = named.filter(({ trigger }) => trigger.type !== 'cron');
  const unknown = perPod
    .filter((name) => triggerCalled(name, metrics) === undefined)
    .map((name) => `--per-pod: ${unknownTrigger(name, metrics)}`);
  const isLacking = perPod.length > 0 && replicas === undefined;
  return isLacking
    ? [
        ...unknown,
        '--per-pod needs a column "replicas": how many pods ran when the samples were taken',
      ]
    : unknown;
}

/** A trigger with everything that its metric needs. */
export interface ReadyTrigger extends NamedTrigger {
  readonly perPod: boolean;
  readonly request?: number;
  readonly source?: Source;
  readonly resource?: Resource;
}

function readyTrigger(
  named: NamedTrigger,
  { requestOf }: Subject,
  samples: Samples,
  options: SimulateOptions,
  period: Period,
): ReadyTrigger | { readonly problem: string } {
  const { id, index, trigger } = named;
  const { type, target, metricType, cron } = trigger;
  if (target === undefined)
    return { problem: `${id}: the target of its ${type} trigger can't be told` };
  const series = samples.byTrigger.get(id);
  const perPod = options.perPod.some((name) => triggerCalled(name, [named])?.index === index);
  const replicas = perPod ? samples.replicas : undefined;
  if (type === 'cron') {
    if (cron === undefined || !isReadable(cron)) {
      return { problem: `${id}: its start, end or timezone can't be read` };
    }
    return { ...named, perPod, source: sourceOf(named, cronSignal(cron, period)) };
  }
  if (series === undefined) return { problem: `${id}: there are no samples of it` };
  const signal = metricSignal(trigger, series, replicas, period);
  if (type !== 'cpu' && type !== 'memory') {
    return { ...named, perPod, source: sourceOf(named, signal) };
  }
  if (metricType !== 'Utilization') {
    const limit = targetThousandths(target.value);
    return {
      ...named,
      perPod,
      resource: { id, signal, metricType: 'AverageValue', target: limit, request: 0 },
    };
  }
  // Averages in percent stand for themselves: a pod requests 100 of them.
  const request = perPod ? 100 : requestOf(trigger);
  if (request === undefined) return { problem: noRequest(id, type) };
  const resource: Resource = {
    id,
    signal,
    metricType,
    target: target.value,
    request: targetThousandths(request),
  };
  return { ...named, perPod, ...(!perPod && { request }), resource };
}

function noRequest(id: string, type: string): string {
  const example = type === 'cpu' ? 'cpu=250m' : 'memory=256Mi';
  return `${id}: what one pod requests of ${type} is not in the manifests: give --request ${example}`;
}

function sourceOf({ id, trigger }: NamedTrigger, signal: Source['signal']): Source {
  const { name, metricType, target, useCachedMetrics } = trigger;
  return {
    id,
    name: name ?? '',
    signal,
    metricType: metricType === 'Value' ? 'Value' : 'AverageValue',
    target: targetThousandths(target?.value ?? 1),
    isCached: useCachedMetrics,
  };
}
