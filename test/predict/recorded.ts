import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/json.ts';
import { readService } from '../../src/knative/service.ts';
import type { Service } from '../../src/knative/types.ts';

/** A step of a sequence of edits, as the real controller answered it. */
export interface Step {
  readonly edit: readonly string[];
  readonly mode: string;
  readonly yaml: string;
  readonly applyError: string | null;
  readonly generation: number | null;
  readonly latestCreatedRevisionName: string | null;
  readonly liveTemplate: JsonObject | null;
}

export interface Sequence {
  readonly id: string;
  readonly kind: string;
  readonly steps: readonly Step[];
}

/** `test/conformance/data/sequences.jsonl`: see the README there. */
export const sequences: readonly Sequence[] = readFileSync(
  new URL('../conformance/data/sequences.jsonl', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

export function isApplied(step: Step): boolean {
  return !step.applyError && step.mode !== 'delete';
}

/** The Service of a manifest in YAML. */
export function serviceOf(yaml: string): Service {
  return serviceFrom(parse(yaml));
}

export function serviceFrom(value: JsonObject): Service {
  const source = { name: 'test.yaml', text: '' };
  const document = { source, start: 0, end: 0, syntax: 'yaml' as const };
  const { service, problems } = readService({ document, at: [], value });
  if (service === undefined) throw new Error(JSON.stringify(problems));
  return service;
}
