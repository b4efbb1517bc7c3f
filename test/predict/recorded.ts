import { parse } from 'yaml';
import type { JsonObject } from '../../src/json.ts';
import { readService } from '../../src/knative/service.ts';
import type { Service } from '../../src/knative/types.ts';
import { readSequences, type Sequence, type Step } from '../conformance/cases.ts';

export type { Sequence, Step } from '../conformance/cases.ts';

export const sequences: readonly Sequence[] = readSequences();

/** A step that reached the cluster. */
export type AppliedStep = Step & { readonly yaml: string };

export function isApplied(step: Step): step is AppliedStep {
  return !step.applyError && step.yaml !== null && step.mode !== 'delete';
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
