import type { JsonObject } from '../../src/json.ts';
import { findProgram } from './programs.ts';
import { ended } from './revcast.ts';

/** Of `.ci/build-programs`: kustomize-controller's view of an object's health. */
export const celHealth: string | undefined = findProgram('cel-health');

/**
 * How healthy Flux finds an object, by a Kustomization's `spec.healthCheckExprs`. Rejects where an
 * expression has no answer, as `status.conditions` has none before there is a status: Flux then
 * waits until its timeout.
 */
export async function fluxHealth(
  healthCheckExprs: readonly JsonObject[],
  object: JsonObject,
): Promise<string> {
  const { status, stdout, stderr } = await ended(celHealth ?? 'cel-health', [], {
    stdin: JSON.stringify({ healthCheckExprs, object }),
  });
  if (status !== 0) throw new Error(stderr.trimEnd());
  return stdout.trimEnd();
}
