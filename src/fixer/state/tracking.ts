import { type JsonObject, stringAt } from '../../json.ts';
import type { ObjectState, Tracking } from '../types.ts';
import { annotationOf, label, objectsAt } from './fields.ts';

/**
 * The GitOps tool that applied a ScaledObject. What no longer is applied may be removed, so that two
 * tools that both claim it are as good as none, and so is a claim that was copied with an object.
 */
export function trackingOf(scaledObject: JsonObject, state: ObjectState): Tracking | undefined {
  const claims = [argocd, flux, helm].flatMap((claim) => claim(scaledObject, state) ?? []);
  return claims.length === 1 ? claims[0] : undefined;
}

/**
 * Argo CD's annotation says which object it is on. Its label is one that every Helm chart sets too,
 * and counts only where Argo CD is known to have written the object, and has no label of its own
 * there (argo-cd `util/argo/resource_tracking.go`). Which of several Argo CDs is in this cluster
 * can't be told.
 */
function argocd(scaledObject: JsonObject, { namespace, name }: ObjectState): Tracking | undefined {
  if (annotationOf(scaledObject, 'argocd.argoproj.io/installation-id') !== undefined)
    return undefined;
  const id = annotationOf(scaledObject, 'argocd.argoproj.io/tracking-id');
  if (id !== undefined) {
    const self = `:keda.sh/ScaledObject:${namespace}/${name}`;
    return id.endsWith(self) ? application(id.slice(0, -self.length)) : undefined;
  }
  const instance =
    label(scaledObject, 'argocd.argoproj.io/instance') ??
    label(scaledObject, 'app.kubernetes.io/instance');
  const isArgos = writers(scaledObject).includes('argocd-controller');
  return instance !== undefined && isArgos ? application(instance) : undefined;
}

/** `[<namespace>_]<name>`: neither has an underscore in it. */
function application(instance: string): Tracking | undefined {
  const match = /^(?:([^_:]+)_)?([^_:]+)$/.exec(instance);
  const [, namespace, name] = match ?? [];
  if (name === undefined) return undefined;
  return { tool: 'argocd', ...(namespace !== undefined && { namespace }), application: name };
}

function flux(scaledObject: JsonObject): Tracking | undefined {
  const kustomization = label(scaledObject, 'kustomize.toolkit.fluxcd.io/name');
  const namespace = label(scaledObject, 'kustomize.toolkit.fluxcd.io/namespace');
  if (kustomization === undefined || namespace === undefined) return undefined;
  return { tool: 'flux', namespace, kustomization };
}

function helm(scaledObject: JsonObject, state: ObjectState): Tracking | undefined {
  const release = annotationOf(scaledObject, 'meta.helm.sh/release-name');
  if (release === undefined) return undefined;
  const namespace = annotationOf(scaledObject, 'meta.helm.sh/release-namespace') ?? state.namespace;
  return { tool: 'helm', namespace, release };
}

/** The field managers that wrote more than the status. */
function writers(object: JsonObject): (string | undefined)[] {
  return objectsAt(object, ['metadata', 'managedFields'])
    .filter((entry) => (entry.subresource ?? '') === '')
    .map((entry) => stringAt(entry, ['manager']));
}
