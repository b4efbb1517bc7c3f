import type { JsonObject } from '../json.ts';
import type { FirstTrigger, PrometheusTrigger, ResourceTrigger } from '../knative/scaling/types.ts';
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
  const metadata = { serverAddress, query: printQuery(query, revisionName), threshold, namespace };
  const trigger = { type: 'prometheus', ...(name !== '' && { name }), metricType };
  if (authentication === undefined) return { ...trigger, metadata };
  const { name: secret, kind, modes } = authentication;
  return {
    ...trigger,
    metadata: { ...metadata, authModes: modes },
    authenticationRef: { name: secret, ...(kind !== undefined && { kind }) },
  };
}
