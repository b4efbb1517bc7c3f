import { deploymentName, isPinned, revisionName } from '../../knative/names.ts';

/** The Deployment and the HPA name that a ScaledObject holds: KEDA lets no second one have either. */
export interface Held {
  readonly deployment: string;
  readonly hpa: string;
}

/** What the ScaledObject of a revision holds. */
export function heldFor(revision: string): Held {
  return { deployment: deploymentName(revision), hpa: revision };
}

/** The generation that Knative gives this name to, shortened names included. */
export function generationOf(configuration: string, revision: string): number | undefined {
  const digits = /-(\d{5,})$/.exec(revision)?.[1];
  if (digits === undefined) return undefined;
  const generation = Number(digits);
  return revisionName(configuration, generation) === revision ? generation : undefined;
}

/** Whether Knative or a pin could give the name to a revision of the Configuration. */
export function isRevisionName(configuration: string, name: string): boolean {
  return generationOf(configuration, name) !== undefined || isPinned(configuration, name);
}

/**
 * Where a ScaledObject is moved to so that others can change places: a revision of the Configuration
 * by its name, but generations start at 1.
 */
export function parking(configuration: string): Held {
  return heldFor(revisionName(configuration, 0));
}
