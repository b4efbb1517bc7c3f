import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { isObject, type Json, type JsonObject, objectAt, type Path, valueAt } from '../../json.ts';
import type { Spec } from './spec.ts';

const behaviorPath: Path = ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'behavior'];

/**
 * Scaling rules that KEDA takes and the HPA's API refuses (`ValidateHorizontalPodAutoscaler`):
 * KEDA then makes no HPA.
 */
export function behaviorProblems({ behavior }: Spec): Problem[] {
  return ['scaleUp', 'scaleDown'].flatMap((side) => {
    const rules = objectAt(behavior, [side]);
    return rules === undefined ? [] : rulesProblems(rules, [...behaviorPath, side]);
  });
}

function rulesProblems(rules: JsonObject, path: Path): Problem[] {
  const policies = valueAt(rules, ['policies']);
  return [
    ...within(rules, 'stabilizationWindowSeconds', 0, 3600, path),
    ...oneOf(rules, 'selectPolicy', ['Max', 'Min', 'Disabled'], path),
    ...toleranceProblems(rules.tolerance, path),
    ...(Array.isArray(policies) ? policies : []).flatMap((policy, index) =>
      isObject(policy) ? policyProblems(policy, [...path, 'policies', index]) : [],
    ),
  ];
}

function policyProblems(policy: JsonObject, path: Path): Problem[] {
  return [
    ...oneOf(policy, 'type', ['Pods', 'Percent'], path),
    ...within(policy, 'value', 1, 2 ** 31 - 1, path),
    ...within(policy, 'periodSeconds', 1, 1800, path),
  ];
}

function within(
  rules: JsonObject,
  field: string,
  least: number,
  most: number,
  path: Path,
): Problem[] {
  const value = rules[field];
  if (typeof value !== 'number' || (value >= least && value <= most)) return [];
  const expected = most > 3600 ? `at least ${least}` : `${least} to ${most}`;
  return [refused(field, value, expected, path)];
}

function oneOf(rules: JsonObject, field: string, values: readonly string[], path: Path): Problem[] {
  const value = rules[field];
  if (typeof value !== 'string' || values.includes(value)) return [];
  return [refused(field, value, values.join(' or '), path)];
}

function toleranceProblems(tolerance: Json | undefined, path: Path): Problem[] {
  if (!String(tolerance).startsWith('-')) return [];
  return [refused('tolerance', tolerance ?? null, 'a quantity of 0 or more', path)];
}

function refused(field: string, value: Json, expected: string, path: Path): Problem {
  return {
    code: 'RC4213',
    path: [...path, field],
    message: `${field} is ${quoted(value)}, where ${expected} is expected`,
    hint: 'Correct it: Kubernetes refuses the HPA, and nothing scales until then.',
  };
}
