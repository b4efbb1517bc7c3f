import { isObject, type Json, type JsonObject, objectAt } from '../../json.ts';
import type { Features } from '../types.ts';

const flag = 'secure-pod-defaults';

/**
 * A container with the security settings that Knative fills in where the cluster has the feature
 * `secure-pod-defaults`: as it was, where it hasn't.
 */
export function secureContainer(
  container: JsonObject,
  pod: Json | undefined,
  features: Features | undefined,
): JsonObject {
  const state = features?.[flag];
  if (state !== 'enabled' && state !== 'allowrootbounded') return container;
  const context = container.securityContext ?? {};
  if (!isObject(context)) return container;
  const filled: JsonObject = { ...context };
  filled.allowPrivilegeEscalation ??= false;
  if (!objectAt(pod, ['seccompProfile'])?.type) {
    const profile = objectAt(context, ['seccompProfile']);
    filled.seccompProfile = { ...profile, type: profile?.type || 'RuntimeDefault' };
  }
  filled.capabilities ??= {
    ...(opensLowPort(container) && { add: ['NET_BIND_SERVICE'] }),
    drop: ['ALL'],
  };
  if (state === 'enabled' && objectAt(pod, [])?.runAsNonRoot === undefined) {
    filled.runAsNonRoot ??= true;
  }
  return { ...container, securityContext: filled };
}

function opensLowPort({ ports }: JsonObject): boolean {
  const opened = Array.isArray(ports) ? ports.filter(isObject) : [];
  return opened.some(({ containerPort }) => Number(containerPort) < 1024);
}
