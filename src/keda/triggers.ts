import type { JsonObject } from '../json.ts';
import type {
  Authentication,
  FirstTrigger,
  PrometheusTrigger,
  ResourceTrigger,
} from '../knative/scaling/types.ts';
import { printQuery } from './query.ts';

/** A revision's own trigger, as the extension makes it. */
export function makeFirstTrigger(
  trigger: FirstTrigger,
  revisionName: string,
  namespace: string,
): JsonObject {
  return trigger.type === 'prometheus'
    ? makePrometheusTrigger(trigger, revisionName, namespace)
    : makeResourceTrigger(trigger);
}

function makeResourceTrigger({ type, metricType, value }: ResourceTrigger): JsonObject {
  return { type, name: `default-trigger-${type}`, metricType, metadata: { value } };
}

function makePrometheusTrigger(
  { name, metricType, serverAddress, query, threshold, authentication }: PrometheusTrigger,
  revisionName: string,
  namespace: string,
): JsonObject {
  return {
    type: 'prometheus',
    ...(name !== '' && { name }),
    metricType,
    metadata: {
      serverAddress,
      query: printQuery(query, revisionName),
      threshold,
      namespace,
      ...(authentication && { authModes: authentication.modes }),
    },
    ...(authentication && { authenticationRef: referenceTo(authentication) }),
  };
}

function referenceTo({ name, kind }: Authentication): JsonObject {
  return { name, ...(kind !== undefined && { kind }) };
}
