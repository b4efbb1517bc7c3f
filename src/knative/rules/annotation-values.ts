import type { Code } from '../../diagnostics/codes.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { hour, parseDuration, second } from '../../go/duration.ts';
import { parseFloat64 } from '../../go/numbers.ts';
import { annotation, autoscaling, hpaClass, kpaClass } from '../keys.ts';
import { scalingClass } from '../service.ts';
import type { Cluster, Service } from '../types.ts';
import { annotationPath } from './paths.ts';

/** What one annotation may hold. */
interface Rule {
  readonly code: Code;
  readonly key: string;
  readonly takes: (text: string) => boolean;
  readonly expected: string;
}

const rules: readonly Rule[] = [
  {
    code: 'RC2107',
    key: autoscaling.target,
    takes: (text) => inRange(text, 0.01),
    expected: 'a number of at least 0.01, without a unit,',
  },
  {
    code: 'RC2108',
    key: autoscaling.window,
    takes: (text) => isWholeSeconds(text, 6n * second),
    expected: 'a duration of whole seconds from "6s" to "1h"',
  },
  {
    code: 'RC2109',
    key: autoscaling.class,
    takes: (text) => !text.endsWith('.knative.dev') || text === kpaClass || text === hpaClass,
    expected: `${hpaClass} or ${kpaClass}, or a class outside of knative.dev,`,
  },
  {
    code: 'RC2111',
    key: autoscaling.targetUtilizationPercentage,
    takes: (text) => inRange(text, 1, 100),
    expected: 'a number from 1 to 100',
  },
  {
    code: 'RC2111',
    key: autoscaling.panicWindowPercentage,
    takes: (text) => inRange(text, 1, 100),
    expected: 'a number from 1 to 100',
  },
  {
    code: 'RC2111',
    key: autoscaling.panicThresholdPercentage,
    takes: (text) => inRange(text, 110, 1000),
    expected: 'a number from 110 to 1000',
  },
  {
    code: 'RC2112',
    key: autoscaling.targetBurstCapacity,
    takes: (text) => inRange(text, 0) || parseFloat64(text).value === -1,
    expected: 'a number of at least 0, or -1 for no limit,',
  },
  {
    code: 'RC2113',
    key: autoscaling.scaleDownDelay,
    takes: (text) => isWholeSeconds(text, 0n),
    expected: 'a duration of whole seconds from "0s" to "1h"',
  },
  {
    code: 'RC2113',
    key: autoscaling.scaleToZeroPodRetentionPeriod,
    takes: (text) => isDuration(text, 0n),
    expected: 'a duration from "0s" to "1h"',
  },
];

/** NaN is in every range, as in Go. */
function inRange(text: string, least: number, most: number = Number.POSITIVE_INFINITY): boolean {
  const { value, error } = parseFloat64(text);
  return error === undefined && !(value < least || value > most);
}

function isDuration(text: string, least: bigint): boolean {
  const duration = parseDuration(text);
  return duration !== undefined && duration >= least && duration <= hour;
}

function isWholeSeconds(text: string, least: bigint): boolean {
  return isDuration(text, least) && (parseDuration(text) ?? 1n) % second === 0n;
}

/** Values that do not depend on each other, then those that depend on the class. */
export function annotationValueProblems(service: Service, cluster: Cluster): Problem[] {
  return [
    ...rules.flatMap((rule) => ruleProblems(rule, service)),
    ...metricProblems(service, cluster),
    ...algorithmProblems(service),
  ];
}

function ruleProblems({ code, key, takes, expected }: Rule, { annotations }: Service): Problem[] {
  const found = annotation(annotations, key);
  return found === undefined || takes(found.value)
    ? []
    : [refused(code, found.key, found.value, expected)];
}

function refused(code: Code, key: string, text: string, expected: string): Problem {
  return {
    code,
    path: annotationPath(key),
    message: `${key} is ${quoted(text)}, where ${expected} is expected`,
    hint: 'Knative refuses the Service with it: correct the value.',
  };
}

/** Custom classes may have metrics of their own. */
function metricProblems(service: Service, cluster: Cluster): Problem[] {
  const metric = annotation(service.annotations, autoscaling.metric);
  if (metric === undefined) return [];
  const path = annotationPath(autoscaling.metric);
  const name = scalingClass(service, cluster);
  if (name === hpaClass && metric.value === '') {
    const message = 'metric is empty';
    const hint = 'Write cpu, memory or the name of a metric, or delete the line.';
    return [{ code: 'RC2110', path, message, hint }];
  }
  if (name !== kpaClass || ['concurrency', 'rps'].includes(metric.value)) return [];
  const given = annotation(service.annotations, autoscaling.class) !== undefined;
  const whose = given ? '' : " (the cluster's default)";
  return [
    {
      code: 'RC2110',
      path,
      message: `metric is ${quoted(metric.value)}, but class ${kpaClass}${whose} only knows concurrency and rps`,
      hint: `To scale by it with KEDA, set ${autoscaling.class}: ${hpaClass}.`,
    },
  ];
}

const algorithms = ['linear', 'weighted-exponential', 'weightedExponential'];

function algorithmProblems({ annotations }: Service): Problem[] {
  const found = annotation(annotations, autoscaling.metricAggregationAlgorithm);
  const isKpa = annotation(annotations, autoscaling.class)?.value === kpaClass;
  if (!isKpa || found === undefined || found.value === '' || algorithms.includes(found.value)) {
    return [];
  }
  return [refused('RC2114', found.key, found.value, algorithms.slice(0, 2).join(' or '))];
}
