import type { Problem } from '../diagnostics/types.ts';
import type { JsonObject } from '../json.ts';
import { behaviorProblems } from './rules/behavior.ts';
import { cronProblems } from './rules/cron.ts';
import { fallbackProblems } from './rules/fallback.ts';
import { modifierProblems } from './rules/modifiers.ts';
import { prometheusProblems } from './rules/prometheus.ts';
import { idleTimeProblems, nameProblems, replicaProblems } from './rules/replicas.ts';
import { resourceProblems } from './rules/resource.ts';
import { runningProblems } from './rules/running.ts';
import { schemaProblems } from './rules/schema-problems.ts';
import { readSpec } from './rules/spec.ts';
import { triggerProblems } from './rules/triggers.ts';

export { targetProblems } from './rules/requests.ts';
export { type Conflict, streamProblems } from './rules/targets.ts';

/**
 * What is wrong with a ScaledObject, as far as it shows in the object alone. Errors are what the
 * API server (by the CRD) or KEDA's admission webhook refuses, and cron triggers that cannot work;
 * what KEDA's operator stumbles over later is a warning.
 */
export function kedaProblems(scaledObject: JsonObject): Problem[] {
  const spec = readSpec(scaledObject);
  return [
    ...schemaProblems(scaledObject),
    ...nameProblems(spec),
    ...replicaProblems(spec),
    ...triggerProblems(spec),
    ...modifierProblems(spec),
    ...fallbackProblems(spec),
    ...resourceProblems(spec),
    ...prometheusProblems(spec),
    ...cronProblems(spec),
    ...behaviorProblems(spec),
    ...runningProblems(spec),
    ...idleTimeProblems(spec),
  ];
}
