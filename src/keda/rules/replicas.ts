import type { Problem } from '../../diagnostics/types.ts';
import { isResource, type Spec } from './spec.ts';

/** Bounds of the number of replicas that KEDA's webhook refuses. */
export function replicaProblems(spec: Spec): Problem[] {
  return [...boundsProblems(spec), ...idleProblems(spec), ...zeroProblems(spec)];
}

function boundsProblems({ minReplicaCount: min = 0, maxReplicaCount: max }: Spec): Problem[] {
  if (min <= max) return [];
  return [
    {
      code: 'RC4101',
      path: ['spec', 'minReplicaCount'],
      message: `minReplicaCount ${min} is above maxReplicaCount ${max}`,
      hint: `Lower it to ${max}, or raise maxReplicaCount.`,
    },
  ];
}

function idleProblems({ idleReplicaCount: idle, minReplicaCount: min }: Spec): Problem[] {
  // KEDA counts a minimum of 0 that is written down as 1, and one that is absent as 0.
  const least = min === undefined ? 0 : Math.max(min, 1);
  if (idle === undefined || idle < least) return [];
  return [
    {
      code: 'RC4102',
      path: ['spec', 'idleReplicaCount'],
      message: `idleReplicaCount ${idle} is not below minReplicaCount ${min ?? 0}`,
      hint: 'Raise minReplicaCount above it, or delete idleReplicaCount.',
    },
  ];
}

function zeroProblems({ minReplicaCount, target, triggers }: Spec): Problem[] {
  if ((minReplicaCount ?? 0) !== 0 || triggers.length === 0 || !triggers.every(isResource)) {
    return [];
  }
  // KEDA looks at the pods of no other kind of target, and does not come to this check there.
  const isLookedAt = target.kind === 'Deployment' || target.kind === 'StatefulSet';
  if (target.apiVersion !== 'apps/v1' || !isLookedAt) return [];
  return [
    {
      code: 'RC4103',
      path: ['spec', 'minReplicaCount'],
      message: `minReplicaCount is ${minReplicaCount ?? 'absent, hence 0'}, and cpu and memory triggers cannot scale to zero`,
      hint: 'Set minReplicaCount (min-scale) to 1 or more.',
    },
  ];
}

/** Settings of the way to zero, where there is no way to zero. KEDA's webhook warns of them too. */
export function idleTimeProblems(spec: Spec): Problem[] {
  const { minReplicaCount = 0, idleReplicaCount, cooldownPeriod, pollingInterval } = spec;
  if (minReplicaCount === 0 || idleReplicaCount !== undefined) return [];
  const polls = spec.modifiers !== undefined || spec.triggers.some((it) => it.useCachedMetrics);
  const idle = [
    ...(cooldownPeriod === undefined ? [] : ['cooldownPeriod']),
    ...(pollingInterval === undefined || polls ? [] : ['pollingInterval']),
  ];
  return idle.map((field) => ({
    code: 'RC4406',
    path: ['spec', field],
    message: `${field} does not influence scaling while minReplicaCount is ${minReplicaCount}`,
    hint: 'Slow down scaling with stabilizationWindowSeconds (window), or delete the field.',
  }));
}

/** The longest value of a label: KEDA puts both names into one. */
const longestName = 63;
const encoder = new TextEncoder();

export function nameProblems({ name, hpaName }: Spec): Problem[] {
  const [bytes, hpaBytes] = [bytesOf(name), bytesOf(hpaName)];
  if (bytes > longestName) {
    return [
      {
        code: 'RC4104',
        path: ['metadata', 'name'],
        message: `the name has ${bytes} characters, and KEDA takes at most ${longestName}`,
        hint: 'Shorten the name.',
      },
    ];
  }
  if (hpaBytes <= longestName) return [];
  return [
    {
      code: 'RC4105',
      path: ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'],
      message: `the HPA's name ${hpaName} has ${hpaBytes} characters, and KEDA takes at most ${longestName}`,
      hint: 'Give a shorter name in advanced.horizontalPodAutoscalerConfig.name.',
    },
  ];
}

/** Of names that cannot be too long, the most that they can have. */
function bytesOf(name: string): number {
  const most = name.length * 3;
  return most <= longestName ? most : encoder.encode(name).length;
}
