import type { ObjectChange } from './changes.ts';
import type { Located } from './diagnostics/finding.ts';
import type { Problem } from './diagnostics/types.ts';
import { parseBool } from './go/numbers.ts';
import type { Input } from './input.ts';
import { streamProblems } from './keda/rules.ts';
import { extension } from './knative/keys.ts';
import type { Outcome } from './outcome.ts';
import type { Settings } from './settings.ts';

const autoCreateKey = 'autoscaler.keda.scaledobject-autocreate';

/** What no object is wrong with alone: two on one target, and the cluster's settings. */
export function lintStream(
  changes: readonly ObjectChange[],
  outcomes: readonly Outcome[],
  input: Input,
  settings: Settings,
): Located[] {
  return [...collisions(changes, settings), ...automaticCreation(outcomes, input, settings)];
}

/** Collisions of generated objects are told of their Services. */
function collisions(changes: readonly ObjectChange[], settings: Settings): Located[] {
  const objects = changes.flatMap(({ manifest, value, after }) => [
    ...(value === undefined ? [] : [{ manifest, object: value, generated: false }]),
    ...after.map((object) => ({ manifest, object, generated: true })),
  ]);
  return streamProblems(objects, settings.namespace).flatMap(({ index, problem }) => {
    const found = objects[index];
    if (found === undefined) return [];
    const path = found.generated ? ['metadata', 'name'] : problem.path;
    return [{ manifest: found.manifest, problem: { ...problem, path } }];
  });
}

/** Automatic creation that a ConfigMap says is on, while revcast makes ScaledObjects. */
function automaticCreation(
  outcomes: readonly Outcome[],
  { cluster, clusterConfig }: Input,
  { takeover }: Settings,
): Located[] {
  if (!cluster.autoCreate || takeover) return [];
  const manifest = clusterConfig.findLast(
    ({ value: { data } }) => data !== null && typeof data === 'object' && autoCreateKey in data,
  );
  const made = outcomes.filter(({ treatment }) => treatment === 'generated' || treatment === 'own');
  const open = made.filter(({ service }) => !isOff(service.annotations[extension.autoCreate]));
  if (manifest === undefined || open.length === 0) return [];
  return [{ manifest, problem: stillOn(open.length) }];
}

function isOff(value: string | undefined): boolean {
  return value !== undefined && parseBool(value) === false;
}

function stillOn(count: number): Problem {
  return {
    code: 'RC5008',
    path: ['data', autoCreateKey],
    message: `automatic creation is on, and revcast makes the ScaledObjects of ${count} Services: the extension refuses those that it does not own`,
    hint: 'Set it to "false", or render with --takeover.',
  };
}
