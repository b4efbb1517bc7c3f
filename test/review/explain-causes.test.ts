import { describe, expect, it } from 'vitest';
import { pathText } from '../../src/diagnostics/words.ts';
import { isObject, type Json, type JsonObject, type Path, valueAt } from '../../src/json.ts';
import { makeScaledObject } from '../../src/keda/scaled-object.ts';
import { readScaling } from '../../src/knative/annotations.ts';
import { autoscaling, extension } from '../../src/knative/keys.ts';
import type { Cluster, Service } from '../../src/knative/types.ts';
import { decided } from '../../src/review/decided.ts';
import { explain } from '../../src/review/explain.ts';
import { type ReviewedService, type Side, sideOf } from '../../src/review/side.ts';
import type { Step } from '../../src/review/types.ts';
import { readGroups } from '../conformance/cases.ts';

const groups = readGroups().map(({ name, yaml }) => {
  const side = sideOf(decided([{ name: `${name}.yaml`, text: yaml }]));
  return { name, side, services: side.services.filter(isGenerated) };
});

/** Without these there are other triggers, and not other values of the same. */
const structural: readonly string[] = [
  autoscaling.metric,
  autoscaling.target,
  extension.extraTriggers,
  extension.override,
];

describe.each(groups)('in $name', ({ side, services }) => {
  it('what changes without an annotation is told to come from it', () => {
    for (const service of services) {
      const { annotations } = service.outcome.service;
      const steps = explain(service, side).steps;
      for (const key of Object.keys(annotations).filter((each) => !structural.includes(each))) {
        const { [key]: _, ...others } = annotations;
        const changed = changes(service, side, { annotations: others }, {});
        for (const path of changed) {
          expect(stepAt(steps, path)?.origin, `${service.review.id} ${pathText(path)}`).toBe(key);
        }
      }
    }
  });

  it.each<[string, Partial<Cluster>]>([
    ['spec.minReplicaCount', { minScale: 1_234_567 }],
    ['spec.maxReplicaCount', { maxScale: 1_234_567 }],
    ['spec.triggers[0].metadata.serverAddress', { prometheusAddress: 'http://elsewhere' }],
  ])(
    'what changes with the cluster is told to come from its ConfigMap or a default: %s',
    (field, cluster) => {
      for (const service of services) {
        const steps = explain(service, side).steps;
        const changed = changes(service, side, {}, cluster);
        const told = changed.map((path) => pathText(path));
        expect([[], [field]], service.review.id).toContainEqual(told);
        const from = changed.map((path) => stepAt(steps, path)?.from);
        expect([[], ['default'], ['config-map']], service.review.id).toContainEqual(from);
      }
    },
  );
});

it('there are Services to look at', () => {
  expect(groups.flatMap(({ services }) => services).length).toBeGreaterThan(200);
});

function isGenerated({ outcome }: ReviewedService): boolean {
  return outcome.treatment === 'generated';
}

/** Fields of the spec that another Service or cluster gives another value, or none. */
function changes(
  { outcome, review }: ReviewedService,
  { input }: Side,
  other: Partial<Service>,
  cluster: Partial<Cluster>,
): Path[] {
  const service = { ...outcome.service, ...other };
  const { scaling } = readScaling(service, { ...input.cluster, ...cluster });
  const { revision } = outcome;
  if (scaling === undefined || revision === undefined) return [];
  const made: JsonObject = {
    ...makeScaledObject(scaling, service, revision, service.namespace ?? 'default'),
  };
  const before = review.scaledObject ?? {};
  return leafPaths(before.spec ?? {}, ['spec']).filter(
    (path) => valueAt(made, path) !== valueAt(before, path),
  );
}

function leafPaths(value: Json, path: Path): Path[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => leafPaths(item, [...path, index]));
  }
  if (!isObject(value)) return [path];
  return Object.entries(value).flatMap(([key, member]) => leafPaths(member, [...path, key]));
}

/** The step that tells of the field, or of what it is in. */
function stepAt(steps: readonly Step[], path: Path): Step | undefined {
  const fields = path.map((_, index) => pathText(path.slice(0, index + 1)));
  return steps.find(({ field, unwritten }) => fields.includes(field) && unwritten === undefined);
}
