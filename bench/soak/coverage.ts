import type { JsonObject } from '../../src/json.ts';
import { stringAt, valueAt } from '../../src/json.ts';
import { deploymentName } from '../../src/knative/names.ts';
import type { Ask } from '../../test/support/cluster-request.ts';

export interface Coverage {
  /** Revisions without a right ScaledObject. */
  readonly uncovered: readonly string[];
  /** Deployments that two ScaledObjects aim at. */
  readonly doubled: readonly string[];
}

/** Looks at everything, page by page. */
export async function coverage(ask: Ask): Promise<Coverage> {
  const right = new Set<string>();
  const targets = new Map<string, number>();
  for await (const object of all(ask, '/apis/keda.sh/v1alpha1/scaledobjects')) {
    const namespace = stringAt(object, ['metadata', 'namespace']) ?? '';
    const target = `${namespace}/${stringAt(object, ['spec', 'scaleTargetRef', 'name'])}`;
    targets.set(target, (targets.get(target) ?? 0) + 1);
    if (isOwned(object)) right.add(`${namespace}/${stringAt(object, ['metadata', 'name'])}`);
  }
  const needed = new Set<string>();
  for await (const object of all(ask, '/apis/serving.knative.dev/v1/services')) {
    const namespace = stringAt(object, ['metadata', 'namespace']) ?? '';
    const { latestCreatedRevisionName: created, latestReadyRevisionName: ready } = (object.status ??
      {}) as Record<string, string | undefined>;
    for (const name of [created, ready]) {
      if (name !== undefined) needed.add(`${namespace}/${name}`);
    }
  }
  return {
    uncovered: [...needed].filter((key) => !right.has(key)),
    doubled: [...targets].filter(([, count]) => count > 1).map(([target]) => target),
  };
}

/** Right, and owned by its PodAutoscaler. */
export function isOwned(object: JsonObject): boolean {
  const owners = valueAt(object, ['metadata', 'ownerReferences']);
  const kinds = Array.isArray(owners) ? owners.map((owner) => stringAt(owner, ['kind'])) : [];
  return isAimed(object) && kinds.includes('PodAutoscaler');
}

function isAimed(object: JsonObject): boolean {
  const name = stringAt(object, ['metadata', 'name']) ?? '';
  const hpa = ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'];
  return (
    stringAt(object, ['spec', 'scaleTargetRef', 'name']) === deploymentName(name) &&
    stringAt(object, hpa) === name
  );
}

async function* all(ask: Ask, path: string): AsyncGenerator<JsonObject> {
  let next = '';
  do {
    const { body } = await ask('GET', `${path}?limit=500${next && `&continue=${next}`}`);
    yield* (body.items ?? []) as JsonObject[];
    next = encodeURIComponent(stringAt(body, ['metadata', 'continue']) ?? '');
  } while (next !== '');
}
