import { expect, vi } from 'vitest';
import type { Ask } from './cluster-request.ts';
import { scaledObjects } from './cluster-scaling.ts';

/** Right: named like its revision, for its Deployment and HPA, and owned by its PodAutoscaler. */
export function rightFor(revision: string): object {
  return {
    metadata: {
      name: revision,
      ownerReferences: [{ kind: 'PodAutoscaler', name: revision, controller: true }],
    },
    spec: {
      scaleTargetRef: { name: `${revision}-deployment` },
      advanced: { horizontalPodAutoscalerConfig: { name: revision } },
    },
  };
}

/** Waits until a namespace's ScaledObjects are right for these revisions. */
export async function covered(
  ask: Ask,
  namespace: string,
  revisions: readonly string[],
  within = 15_000,
): Promise<void> {
  const right = Object.fromEntries(revisions.map((revision) => [revision, rightFor(revision)]));
  await vi.waitFor(async () => expect(await scaledObjects(ask, namespace)).toMatchObject(right), {
    timeout: within,
    interval: 50,
  });
}
