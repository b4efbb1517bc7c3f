import {
  listed,
  type NamedTrigger,
  type Samples,
  triggerCalled,
  unknownTrigger,
} from './assign.ts';
import type { SampleText } from './types.ts';

/** Triggers that nobody gave samples of. */
export function triggerProblems(
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

/** What can't be meant with `--per-pod`. */
export function perPodProblems(
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
