import { type JsonObject, objectAt } from '../../json.ts';
import { revcast } from '../../knative/keys.ts';
import {
  configurations,
  podAutoscalers,
  revisions,
  scaledObjects,
  services,
} from '../../kubernetes/resources.ts';
import type { Resource } from '../../kubernetes/types.ts';
import { madeFor } from '../make/made-for.ts';
import { standIn } from '../make/stand-in.ts';
import type { Action, ObjectState, Told } from '../types.ts';
import { asked, RequestFailed } from './asked.ts';
import { component } from './events.ts';
import { isStillApplied } from './gitops.ts';
import { notMade } from './outcome-of.ts';
import { fresh, listOf, type Surroundings } from './reads.ts';

type Of<Do extends Action['do']> = Extract<Action, { do: Do }>;

const options = { fieldManager: component } as const;

/**
 * Carries out one action, on the condition that what it was planned for is still there. false:
 * nothing was written, because a tool still applies the object or doesn't say. Failures are thrown
 * as `RequestFailed`.
 */
export async function perform(action: Action, around: Surroundings): Promise<boolean> {
  switch (action.do) {
    case 'patch':
      await patch(scaledObjects, action.scaledObject, action.patch, around);
      return true;
    case 'create':
      await create(action, around);
      return true;
    case 'remove':
      return await remove(action, around);
    case 'touch':
      await touch(action, around);
      return true;
  }
}

async function patch(
  resource: Resource,
  { namespace, name, uid, resourceVersion }: ObjectState,
  change: JsonObject,
  { client }: Surroundings,
): Promise<void> {
  const metadata = { ...objectAt(change, ['metadata']), uid, resourceVersion };
  const body = { ...change, metadata };
  await asked({ verb: 'patch', resource, namespace, name }, () =>
    client.patch(resource, namespace, name, { type: 'merge', body }, options),
  );
}

/** The value doesn't depend on the rest of the PodAutoscaler, which Knative writes all the time. */
async function touch(
  { podAutoscaler, value }: Of<'touch'>,
  { client }: Surroundings,
): Promise<void> {
  const { namespace, name, uid } = podAutoscaler;
  const body = { metadata: { uid, annotations: { [revcast.replicas]: value } } };
  await asked({ verb: 'patch', resource: podAutoscalers, namespace, name }, () =>
    client.patch(podAutoscalers, namespace, name, { type: 'merge', body }, options),
  );
}

/**
 * A plain create fails where a ScaledObject of that name has come meanwhile. A server-side apply
 * would write over what was not observed.
 */
async function create(action: Of<'create'>, around: Surroundings): Promise<void> {
  const { namespace, name } = action.revision;
  const revision = await fresh(revisions, action.revision, around);
  const object =
    action.copyOf === undefined
      ? await made(action, revision, around)
      : standIn(await fresh(scaledObjects, action.copyOf, around), action.revision, action.owner);
  await asked({ verb: 'create', resource: scaledObjects, namespace, name }, () =>
    around.client.create(scaledObjects, namespace, object, options),
  );
}

async function made(
  { revision: state, owner }: Of<'create'>,
  revision: JsonObject,
  around: Surroundings,
): Promise<JsonObject> {
  const { service, configuration, cluster } = around.observed;
  const parent =
    service !== undefined
      ? await fresh(services, service, around)
      : await fresh(configurations, configuration, around);
  const result = madeFor(revision, state, parent, owner, cluster);
  if ('scaledObject' in result) return result.scaledObject;
  throw new RequestFailed(notMade(state.name, result.problems));
}

/** Why an action would be refused, as far as reading tells; what can't be read tells nothing. */
export async function refusalOf(action: Action, around: Surroundings): Promise<Told | undefined> {
  if (action.do !== 'create' || action.copyOf !== undefined) return undefined;
  try {
    await made(action, await fresh(revisions, action.revision, around), around);
    return undefined;
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    return error.outcome.kind === 'refused' ? error.outcome.told : undefined;
  }
}

/** Only what its tool says that it applies no longer. */
async function remove(action: Of<'remove'>, around: Surroundings): Promise<boolean> {
  const { scaledObject, tracking } = action;
  const list = await listOf(tracking, around);
  if (isStillApplied(tracking, list, scaledObject) !== false) return false;
  const { namespace, name, uid, resourceVersion } = scaledObject;
  await asked({ verb: 'delete', resource: scaledObjects, namespace, name }, () =>
    around.client.remove(scaledObjects, namespace, name, { uid, resourceVersion }),
  );
  return true;
}
