import { parseQuantity, quantityValue } from '../go/quantity.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

/**
 * How fast the HPA may follow its metrics, with its defaults filled in. An HPA without any
 * `behavior` is held by its controller instead, in nearly the same way: to twice as many replicas, or
 * 4, every 15 seconds, and by the controller's own window and tolerance.
 */
export interface HpaBehavior {
  readonly scaleUp: HpaRules;
  readonly scaleDown: HpaRules;
}

export interface HpaRules {
  readonly stabilizationWindowSeconds: number;
  readonly selectPolicy: 'Max' | 'Min' | 'Disabled';
  readonly policies: readonly HpaPolicy[];
  /** Fraction around the target within which nothing happens; the HPA controller's own is 0.1. */
  readonly tolerance: number;
}

export interface HpaPolicy {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

/** What the API server fills in (k8s.io/kubernetes `pkg/apis/autoscaling/v2/defaults.go`). */
export const defaultBehavior: HpaBehavior = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
    tolerance: 0.1,
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    selectPolicy: 'Max',
    policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
    tolerance: 0.1,
  },
};

/** `advanced.horizontalPodAutoscalerConfig.behavior`: each field that is absent has its default. */
export function readHpaBehavior(behavior: JsonObject | undefined): HpaBehavior {
  return {
    scaleUp: readRules(behavior?.scaleUp, defaultBehavior.scaleUp),
    scaleDown: readRules(behavior?.scaleDown, defaultBehavior.scaleDown),
  };
}

function readRules(rules: Json | undefined, standard: HpaRules): HpaRules {
  if (!isObject(rules)) return standard;
  const { stabilizationWindowSeconds: window, selectPolicy, policies } = rules;
  const read = Array.isArray(policies) ? policies.flatMap(readPolicy) : [];
  return {
    stabilizationWindowSeconds:
      typeof window === 'number' ? window : standard.stabilizationWindowSeconds,
    selectPolicy:
      selectPolicy === 'Min' || selectPolicy === 'Disabled' ? selectPolicy : standard.selectPolicy,
    policies: read.length > 0 ? read : standard.policies,
    tolerance: toleranceOf(rules.tolerance) ?? standard.tolerance,
  };
}

function readPolicy(policy: Json): HpaPolicy[] {
  if (!isObject(policy)) return [];
  const { type, value, periodSeconds } = policy;
  if (type !== 'Pods' && type !== 'Percent') return [];
  if (typeof value !== 'number' || typeof periodSeconds !== 'number') return [];
  return [{ type, value, periodSeconds }];
}

/** A quantity: `0.05` or `50m`. A negative one is refused. */
function toleranceOf(value: Json | undefined): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  const quantity = typeof text === 'string' ? parseQuantity(text) : undefined;
  if (quantity === undefined) return undefined;
  const tolerance = quantityValue(quantity);
  return tolerance >= 0 && Number.isFinite(tolerance) ? tolerance : undefined;
}
