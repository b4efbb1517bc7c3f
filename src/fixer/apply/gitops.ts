import { type Json, type JsonObject, objectAt, stringAt, valueAt } from '../../json.ts';
import { scaledObjects } from '../../kubernetes/resources.ts';
import { condition, numberAt, objectsAt } from '../state/fields.ts';
import type { ScaledObjectState, Tracking } from '../types.ts';

/** Which ScaledObject is asked for, and since when it is there. */
export type Applied = Pick<ScaledObjectState, 'namespace' | 'name' | 'createdAt'>;

/**
 * Whether a GitOps tool still applies a ScaledObject, by the object that lists what it applies (an
 * Application, a Kustomization). undefined: it can't be told, and nothing may follow from it.
 */
export function isStillApplied(
  { tool }: Tracking,
  list: JsonObject | undefined,
  scaledObject: Applied,
): boolean | undefined {
  // Which objects a Helm release holds is in its Secret. It removes them itself.
  if (tool === 'helm') return true;
  if (list === undefined || stringAt(list, ['metadata', 'deletionTimestamp']) !== undefined) {
    return undefined;
  }
  return tool === 'argocd' ? isArgos(list, scaledObject) : isFluxs(list, scaledObject);
}

/**
 * Argo CD lists what it renders, and what it finds with its mark and no owner on it: the latter
 * "requires pruning" (argo-cd `controller/state.go`, gitops-engine `GetManagedLiveObjs`). What the
 * fixer gave an owner, it lists only as long as it renders it.
 */
function isArgos(application: JsonObject, scaledObject: Applied): boolean | undefined {
  if (!isSettledApplication(application)) return undefined;
  const reconciledAt = stringAt(application, ['status', 'reconciledAt']);
  if (!isLater(reconciledAt, scaledObject)) return undefined;
  const entry = objectsAt(application, ['status', 'resources']).find(
    ({ group, kind, namespace, name }) =>
      group === scaledObjects.group &&
      kind === scaledObjects.kind &&
      namespace === scaledObject.namespace &&
      name === scaledObject.name,
  );
  if (entry === undefined) return false;
  // Without a comparison everything seems to require pruning.
  return entry.status === 'Unknown' ? undefined : entry.requiresPruning !== true;
}

/** Conditions under which the list may lack what Git has; the last: what Argo CD was told to leave out. */
const unclear: readonly string[] = [
  'ComparisonError',
  'InvalidSpecError',
  'UnknownError',
  'ExcludedResourceWarning',
];

/** It applies to this cluster, isn't at it just now, and has compared what it is asked to apply. */
function isSettledApplication(application: JsonObject): boolean {
  const status = (path: string[]): string | undefined => stringAt(application, ['status', ...path]);
  const phase = status(['operationState', 'phase']);
  const isSyncing =
    objectAt(application, ['operation']) !== undefined ||
    phase === 'Running' ||
    phase === 'Terminating';
  const isCompared = ['Synced', 'OutOfSync'].includes(status(['sync', 'status']) ?? '');
  const failed = objectsAt(application, ['status', 'conditions']).some(({ type }) =>
    unclear.includes(String(type)),
  );
  return isHere(application) && !isSyncing && isCompared && !failed && isCurrent(application);
}

/** Another cluster can have objects of the same names. */
function isHere(application: JsonObject): boolean {
  const { server, name } = objectAt(application, ['spec', 'destination']) ?? {};
  return server === 'https://kubernetes.default.svc' || (!server && name === 'in-cluster');
}

/** Whether the sources were not edited since they were compared. Argo CD leaves out what is empty. */
function isCurrent(application: JsonObject): boolean {
  const spec = objectAt(application, ['spec']);
  const compared = objectAt(application, ['status', 'sync', 'comparedTo']);
  if (compared === undefined) return false;
  const several = objectsAt(spec, ['sources']);
  const wanted = several.length > 0 ? several : [spec?.source];
  const seen = several.length > 0 ? objectsAt(compared, ['sources']) : [compared.source];
  return wanted.map(sourceKey).join('\n') === seen.map(sourceKey).join('\n');
}

function sourceKey(source: Json | undefined): string {
  const fields = ['repoURL', 'path', 'chart', 'targetRevision', 'ref'];
  return JSON.stringify(fields.map((field) => stringAt(source, [field]) ?? ''));
}

/**
 * Flux lists what it applied the last time (kustomize-controller `reconcile`: a new inventory for
 * each success). Each reconciliation turns Ready over, so that its time is that of the last one.
 */
function isFluxs(kustomization: JsonObject, scaledObject: Applied): boolean | undefined {
  const ready = condition(kustomization, 'Ready');
  const status = objectAt(kustomization, ['status']);
  const isSettled =
    ready?.status === 'True' &&
    condition(kustomization, 'Reconciling')?.status !== 'True' &&
    valueAt(kustomization, ['spec', 'suspend']) !== true &&
    // Of another cluster.
    objectAt(kustomization, ['spec', 'kubeConfig']) === undefined &&
    numberAt(status, ['observedGeneration']) ===
      numberAt(kustomization, ['metadata', 'generation']) &&
    status?.lastAppliedRevision === status?.lastAttemptedRevision;
  if (!isSettled || !isLater(stringAt(ready, ['lastTransitionTime']), scaledObject)) {
    return undefined;
  }
  const { group, kind } = scaledObjects;
  const id = `${scaledObject.namespace}_${scaledObject.name}_${group}_${kind}`;
  return objectsAt(status, ['inventory', 'entries']).some((entry) => entry.id === id);
}

/** Times have whole seconds: within the same one nothing can be told. */
function isLater(time: string | undefined, { createdAt }: Applied): boolean {
  // biome-ignore lint/style/noRestrictedGlobals: reading a time asks no clock.
  return time !== undefined && Date.parse(time) > createdAt;
}
