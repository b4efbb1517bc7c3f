import { pathText } from '../../diagnostics/words.ts';
import { type Json, type JsonObject, objectAt, type Path, valueAt } from '../../json.ts';
import type { HpaRules } from '../../keda/hpa-behavior.ts';
import { readScale, type Scale, type Trigger } from '../../keda/scale.ts';
import { annotation, autoscaling, extension } from '../../knative/keys.ts';
import type { Step } from '../types.ts';
import { fromTemplate } from './places.ts';
import type { Subject } from './subject.ts';
import type { Told } from './tree.ts';

const behaviorPath = ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'behavior'];
const ofKeda = { from: 'default', origin: "KEDA's default" } as const;

/** What KEDA and the HPA go by where the ScaledObject says nothing. */
export function unwrittenSteps(scaledObject: JsonObject, subject: Subject): Step[] {
  const scale = readScale(scaledObject);
  const ofFields: [Path, Json, Told][] = [
    [['spec', 'minReplicaCount'], scale.min, minTold(subject)],
    [['spec', 'maxReplicaCount'], scale.max, { ...ofKeda, reason: 'there is no other limit' }],
    [['spec', 'pollingInterval'], scale.pollingInterval, { ...ofKeda, reason: polling(scale) }],
    [['spec', 'cooldownPeriod'], scale.cooldownPeriod, { ...ofKeda, reason: cooldown(scale) }],
    ...metricTypes(scale),
  ];
  const absent = ofFields.filter(([path]) => (valueAt(scaledObject, path) ?? null) === null);
  return [
    ...absent.map(
      ([path, value, told]): Step => ({
        field: pathText(path),
        value,
        ...told,
        unwritten: true,
      }),
    ),
    ...behaviorSteps(scaledObject, scale),
  ];
}

/** A min-scale of 0 has no field: KEDA has it without. */
function minTold({ service, choice }: Subject): Told {
  const found = annotation(service.annotations, autoscaling.minScale);
  const isRead = choice.treatment === 'generated' || choice.treatment === 'extension';
  const isOverridden = service.annotations[extension.override] !== undefined;
  const isZero = found !== undefined && Number(found.value) === 0;
  const reason = 'it scales to zero';
  if (!isZero || !isRead || isOverridden) return { ...ofKeda, reason };
  return fromTemplate(service, found, `${reason}: KEDA does so without being told`);
}

/** KEDA asks its own scalers alone; cpu and memory the HPA gets from the resource metrics. */
function polling({ triggers }: Scale): string {
  return triggers.every(isResource)
    ? 'of no effect: cpu and memory are left to the HPA'
    : 'seconds between two looks of KEDA whether a trigger is active';
}

function isResource({ type }: Trigger): boolean {
  return type === 'cpu' || type === 'memory';
}

function cooldown({ min, idle }: Scale): string {
  const down = idle ?? (min === 0 ? 'zero' : undefined);
  return down === undefined
    ? 'of no effect: it never scales to zero'
    : `seconds without activity before it scales to ${down}`;
}

/** Of cpu and memory KEDA requires one. */
function metricTypes({ triggers, modifiers }: Scale): [Path, Json, Told][] {
  const told: Told = { ...ofKeda, reason: 'the target is for each replica' };
  const ofTriggers = triggers.flatMap((trigger, index): [Path, Json, Told][] =>
    isResource(trigger)
      ? []
      : [[['spec', 'triggers', index, 'metricType'], trigger.metricType, told]],
  );
  if (modifiers === undefined) return ofTriggers;
  const path = ['spec', 'advanced', 'scalingModifiers', 'metricType'];
  return [...ofTriggers, [path, modifiers.metricType, told]];
}

/** In one step for each direction what is not said about it. */
function behaviorSteps(scaledObject: JsonObject, { behavior }: Scale): Step[] {
  return (['scaleUp', 'scaleDown'] as const).flatMap((direction): Step[] => {
    const path = [...behaviorPath, direction];
    const written = objectAt(scaledObject, path) ?? {};
    const value = absentRules(behavior[direction], written);
    if (Object.keys(value).length === 0) return [];
    const reason = 'what the API server fills in, and the tolerance that the HPA controller has';
    const told: Told = { from: 'default', origin: "the HPA's default", reason };
    return [{ field: pathText(path), value, ...told, unwritten: true }];
  });
}

function absentRules(rules: HpaRules, written: JsonObject): JsonObject {
  const policies = rules.policies.map((policy) => ({ ...policy }));
  const all: JsonObject = { ...rules, policies };
  return Object.fromEntries(Object.entries(all).filter(([key]) => (written[key] ?? null) === null));
}
