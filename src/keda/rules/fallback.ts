import type { Problem } from '../../diagnostics/types.ts';
import { parseInt64 } from '../../go/numbers.ts';
import { isResource, type Spec } from './spec.ts';

/** Fallbacks that KEDA's webhook refuses, and those that KEDA never or not fully uses. */
export function fallbackProblems(spec: Spec): Problem[] {
  if (spec.fallback === undefined) return [];
  const refused = refusedProblems(spec);
  return refused.length > 0 ? refused : [...ignoredProblems(spec), ...replicasProblems(spec)];
}

function refusedProblems({ fallback, modifiers, triggers }: Spec): Problem[] {
  const needsFormula = fallback?.behavior === 'scalingModifiers' && !modifiers?.formula;
  const onlyResources = triggers.length > 0 && triggers.every(isResource);
  return [
    ...(needsFormula ? [noFormula] : []),
    ...(modifiers === undefined && onlyResources ? [nothingFalls] : []),
  ];
}

const noFormula: Problem = {
  code: 'RC4113',
  path: ['spec', 'fallback', 'behavior'],
  message: 'the fallback behavior scalingModifiers needs a formula, and there is none',
  hint: 'Add advanced.scalingModifiers.formula, or choose another behavior.',
};

const nothingFalls: Problem = {
  code: 'RC4112',
  path: ['spec', 'fallback'],
  message: 'cpu and memory triggers cannot fall back, and there are no others',
  hint: 'Delete the fallback.',
};

function ignoredProblems({ modifiers, triggers }: Spec): Problem[] {
  const ignored = (message: string, hint: string): Problem[] => [
    { code: 'RC4403', path: ['spec', 'fallback'], message, hint },
  ];
  if (modifiers !== undefined) {
    const { value, error } = parseInt64(modifiers.target);
    if (error === undefined && value > 0) return [];
    return ignored(
      `KEDA ignores the fallback while scalingModifiers.target is ${modifiers.target}`,
      'Make the target a whole number, and scale the formula accordingly.',
    );
  }
  const failing = triggers.filter((trigger) => !isResource(trigger) && trigger.type !== 'cron');
  if (triggers.length === 0 || failing.length > 0) return [];
  return ignored(
    'cron triggers do not fail, and cpu and memory triggers cannot fall back',
    'Delete the fallback.',
  );
}

function replicasProblems({
  fallback,
  minReplicaCount: min = 0,
  maxReplicaCount: max,
}: Spec): Problem[] {
  const replicas = fallback?.replicas;
  if (replicas === undefined || fallback?.behavior === 'currentReplicas') return [];
  if (fallback?.behavior === 'scalingModifiers' || (replicas >= min && replicas <= max)) return [];
  return [
    {
      code: 'RC4404',
      path: ['spec', 'fallback', 'replicas'],
      message: `fallback.replicas ${replicas} is outside of ${min} to ${max}, between which the HPA stays`,
      hint: 'Choose a number between minReplicaCount and maxReplicaCount.',
    },
  ];
}
