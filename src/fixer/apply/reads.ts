import { type JsonObject, objectAt } from '../../json.ts';
import { ApiError } from '../../kubernetes/errors.ts';
import { applications, kustomizations } from '../../kubernetes/resources.ts';
import type { Client, Resource } from '../../kubernetes/types.ts';
import type { ObjectState, Observed, Tracking } from '../types.ts';
import { asked, RequestFailed } from './asked.ts';

/** What an action needs besides itself. */
export interface Surroundings {
  readonly client: Client;
  readonly observed: Observed;
  /** Where Applications are whose namespace isn't known. */
  readonly argocdNamespace: string;
}

/** The object as it is now, if it is still the one that was observed. */
export async function fresh(
  resource: Resource,
  state: ObjectState | undefined,
  { client, observed }: Surroundings,
): Promise<JsonObject> {
  const { namespace, name, uid } = state ?? { ...observed, uid: '' };
  const request = { verb: 'get', resource, namespace, name } as const;
  const object = await asked(request, () => client.get(resource, namespace, name));
  const metadata = objectAt(object, ['metadata']);
  if (object !== undefined && metadata?.uid === uid && metadata.deletionTimestamp === undefined) {
    return object;
  }
  const error = new Error(`${resource.kind} ${namespace}/${name} is not there any more`);
  throw new RequestFailed({ kind: 'retry', failure: 'Gone', error });
}

/**
 * The object in which a tool lists what it applies; undefined as well where the tool isn't in this
 * cluster: many an Argo CD applies to others.
 */
export async function listOf(
  tracking: Tracking,
  { client, argocdNamespace }: Surroundings,
): Promise<JsonObject | undefined> {
  if (tracking.tool === 'helm') return undefined;
  const [resource, namespace, name] =
    tracking.tool === 'argocd'
      ? [applications, tracking.namespace ?? argocdNamespace, tracking.application]
      : [kustomizations, tracking.namespace, tracking.kustomization];
  const request = { verb: 'get', resource, namespace, name } as const;
  return await asked(request, async () => {
    try {
      return await client.get(resource, namespace, name);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  });
}
