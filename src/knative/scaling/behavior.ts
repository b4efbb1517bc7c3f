import { parseDuration, second } from '../../go/duration.ts';
import { isObject, type JsonObject } from '../../json.ts';
import { scalingRulesType } from '../../keda/go-types.ts';
import { annotation, autoscaling, extension } from '../keys.ts';
import type { StringMap } from '../types.ts';
import { readJson } from './json.ts';
import type { Behavior, Parsed } from './types.ts';

/** The window steadies both directions; rules replace what it says for theirs. */
export function readBehavior(annotations: StringMap): Parsed<Behavior | 'none'> {
  const window = readWindow(annotations);
  const up = readRules(annotations, extension.scaleUpRules);
  const down = readRules(annotations, extension.scaleDownRules);
  const problems = [...up.problems, ...down.problems];
  if (up.value === undefined || down.value === undefined) return { problems };
  const scaleUp = up.value === 'none' ? window : up.value;
  const scaleDown = down.value === 'none' ? window : down.value;
  if (scaleUp === undefined && scaleDown === undefined) return { value: 'none', problems };
  const value = { ...(scaleUp && { scaleUp }), ...(scaleDown && { scaleDown }) };
  return { value, problems };
}

/** What is no duration counts as absent; Knative's webhook refuses it. */
function readWindow(annotations: StringMap): JsonObject | undefined {
  const found = annotation(annotations, autoscaling.window);
  const duration = found === undefined ? undefined : parseDuration(found.value);
  if (duration === undefined) return undefined;
  return { stabilizationWindowSeconds: Number(duration / second) };
}

function readRules(annotations: StringMap, key: string): Parsed<JsonObject | 'none'> {
  const found = annotation(annotations, key);
  if (found === undefined) return { value: 'none', problems: [] };
  const { value, problems } = readJson(found, scalingRulesType);
  return isObject(value) ? { value, problems } : { problems };
}
