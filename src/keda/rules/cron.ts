import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { parseCron } from '../cron.ts';
import { type CronSchedule, everComes, sameTimes } from '../schedule.ts';
import { isTimezone, knownTimezones } from '../timezone.ts';
import { metadataInteger, missingProblems } from './metadata.ts';
import type { Spec, TriggerSpec } from './spec.ts';

/** Cron triggers that cannot do what they say. Nobody but their author can have meant them. */
export function cronProblems(spec: Spec): Problem[] {
  return spec.triggers
    .filter(({ type }) => type === 'cron')
    .flatMap((trigger) => [
      ...missingProblems(trigger, ['timezone', 'start', 'end', 'desiredReplicas'], 'RC4301'),
      ...timezoneProblems(trigger),
      ...timesProblems(trigger),
      ...desiredProblems(trigger, spec),
    ]);
}

function timezoneProblems({ metadata: { timezone }, path }: TriggerSpec): Problem[] {
  if (timezone === undefined || isTimezone(timezone)) return [];
  const near = nearest(timezone, knownTimezones());
  return [
    {
      code: 'RC4302',
      path: [...path, 'metadata', 'timezone'],
      message: `there is no time zone ${quoted(timezone)}`,
      hint:
        near === undefined
          ? 'Name it as the IANA data base does, such as Europe/Berlin.'
          : `Did you mean ${near}?`,
    },
  ];
}

function timesProblems(trigger: TriggerSpec): Problem[] {
  const { start, end } = trigger.metadata;
  if (start !== undefined && start === end) {
    return [timesProblem(trigger, 'end', 'RC4304', 'start and end are the same')];
  }
  const starts = start === undefined ? undefined : parseCron(start);
  const ends = end === undefined ? undefined : parseCron(end);
  const problems = [
    ...(starts && 'problem' in starts ? [unreadableProblem(trigger, 'start', starts)] : []),
    ...(ends && 'problem' in ends ? [unreadableProblem(trigger, 'end', ends)] : []),
  ];
  if (starts === undefined || ends === undefined) return problems;
  if ('problem' in starts || 'problem' in ends) return problems;
  return effectProblems(trigger, starts.ok, ends.ok);
}

/** KEDA is active from the start to the end that comes next, whichever it thinks that to be. */
function effectProblems(trigger: TriggerSpec, start: CronSchedule, end: CronSchedule): Problem[] {
  if (!everComes(end)) {
    return [
      timesProblem(trigger, 'end', 'RC4305', 'the end never comes: the trigger is never active'),
    ];
  }
  if (!everComes(start)) {
    return [
      timesProblem(
        trigger,
        'start',
        'RC4305',
        'the start never comes: the trigger is always active',
      ),
    ];
  }
  if (!sameTimes(start, end)) return [];
  return [
    timesProblem(
      trigger,
      'end',
      'RC4306',
      'start and end mean the same times: the trigger is always active',
    ),
  ];
}

function timesProblem(
  trigger: TriggerSpec,
  key: 'start' | 'end',
  code: 'RC4304' | 'RC4305' | 'RC4306',
  message: string,
): Problem {
  const found = quoted(trigger.metadata[key] ?? '');
  return {
    code,
    path: [...trigger.path, 'metadata', key],
    message: `${message} (${found})`,
    hint: 'Correct start and end: the trigger is active between them.',
  };
}

function unreadableProblem(
  { metadata, written, path }: TriggerSpec,
  key: 'start' | 'end',
  { problem, offset }: { problem: string; offset: number },
): Problem {
  const value = written[key] ?? '';
  return {
    code: 'RC4303',
    path: [...path, 'metadata', key],
    message: `${key} is ${quoted(metadata[key] ?? '')}: ${problem}`,
    hint: 'Write five fields: minute, hour, day of month, month, day of week (0 to 6, or SUN to SAT).',
    offset: value.length - value.trimStart().length + offset,
  };
}

function desiredProblems({ metadata, path }: TriggerSpec, spec: Spec): Problem[] {
  const { desiredReplicas } = metadata;
  if (desiredReplicas === undefined) return [];
  const desired = metadataInteger(desiredReplicas);
  const found = `desiredReplicas is ${quoted(desiredReplicas)}`;
  const at = [...path, 'metadata', 'desiredReplicas'];
  if (desired === undefined || desired < 1) {
    const message = `${found}, where a whole number above 0 is expected`;
    return [
      { code: 'RC4307', path: at, message, hint: 'Write how many replicas to have, in digits.' },
    ];
  }
  if (desired > spec.maxReplicaCount) {
    const message = `${found}, and maxReplicaCount caps it at ${spec.maxReplicaCount}`;
    const hint = 'Raise maxReplicaCount (max-scale), or lower desiredReplicas.';
    return [{ code: 'RC4308', path: at, message, hint }];
  }
  const min = spec.minReplicaCount ?? 0;
  if (desired > min || spec.idleReplicaCount !== undefined) return [];
  const message = `${found}, and there are never fewer: minReplicaCount is ${min}`;
  return [
    { code: 'RC4309', path: at, message, hint: 'Raise it above minReplicaCount (min-scale).' },
  ];
}
