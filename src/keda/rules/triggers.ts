import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { scalers } from './scalers.ts';
import { isResource, type Spec, type TriggerSpec } from './spec.ts';

/** What holds for triggers of any type. */
export function triggerProblems({ triggers }: Spec): Problem[] {
  return [
    ...duplicateProblems(triggers),
    ...triggers.flatMap((trigger) => [
      ...cacheProblems(trigger),
      ...typeProblems(trigger),
      ...metricTypeProblems(trigger),
      ...referenceProblems(trigger),
    ]),
  ];
}

function duplicateProblems(triggers: readonly TriggerSpec[]): Problem[] {
  const seen = new Set<string>();
  return triggers.flatMap(({ name, path }) => {
    if (name !== '' && seen.has(name)) {
      return [
        {
          code: 'RC4106' as const,
          path: [...path, 'name'],
          message: `two triggers are named ${quoted(name)}`,
          hint: 'Give each trigger a name of its own.',
        },
      ];
    }
    seen.add(name);
    return [];
  });
}

function cacheProblems({ type, useCachedMetrics, path }: TriggerSpec): Problem[] {
  if (!useCachedMetrics || !['cpu', 'memory', 'cron'].includes(type)) return [];
  return [
    {
      code: 'RC4107',
      path: [...path, 'useCachedMetrics'],
      message: `a ${type} trigger cannot use cached metrics`,
      hint: 'Delete useCachedMetrics.',
    },
  ];
}

function typeProblems({ type, path }: TriggerSpec): Problem[] {
  if (type === '' || scalers.has(type)) return [];
  const near = nearest(type, scalers);
  return [
    {
      code: 'RC4201',
      path: [...path, 'type'],
      message: `KEDA 2.21 knows no trigger of type ${quoted(type)}`,
      hint:
        near === undefined
          ? 'Use a type that your version of KEDA knows; scalers of your own are of type external.'
          : `Did you mean ${near}?`,
    },
  ];
}

function metricTypeProblems(trigger: TriggerSpec): Problem[] {
  const { type, metricType, path } = trigger;
  const known = isResource(trigger) ? ['Utilization', 'AverageValue'] : ['AverageValue', 'Value'];
  const optional = !isResource(trigger) && metricType === '';
  if (type === '' || optional || known.includes(metricType)) return [];
  const found = metricType === '' ? 'has no metricType' : `has metricType ${quoted(metricType)}`;
  return [
    {
      code: 'RC4202',
      path: [...path, 'metricType'],
      message: `the ${type} trigger ${found}, where ${known.join(' or ')} is expected`,
      hint: 'Correct it: KEDA reports an error and makes no HPA until then.',
    },
  ];
}

function referenceProblems({ authentication, path }: TriggerSpec): Problem[] {
  if (authentication !== '') return [];
  return [
    {
      code: 'RC4203',
      path: [...path, 'authenticationRef', 'name'],
      message: 'authenticationRef has an empty name: KEDA ignores it',
      hint: 'Name the TriggerAuthentication, or delete authenticationRef.',
    },
  ];
}
