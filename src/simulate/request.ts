import { parseQuantity, quantityValue } from '../go/quantity.ts';
import { isObject, type Json, type JsonObject, stringAt, valueAt } from '../json.ts';
import type { Trigger } from '../keda/scale.ts';
import { annotation, servingAnnotation } from '../knative/keys.ts';
import type { Cluster, Service } from '../knative/types.ts';

/** What Knative requests for queue-proxy where nobody says otherwise, in cores. */
const queueProxyCpu = 0.025;

/**
 * What one pod of a Service requests of a cpu or memory trigger's resource, in cores or bytes: of the
 * container that the trigger counts, or of all, queue-proxy among them. Undefined where the manifests
 * don't tell.
 */
export function requestOf(
  { type, metadata }: Trigger,
  service: Service,
  cluster: Cluster,
): number | undefined {
  const listed = valueAt(service.template, ['spec', 'containers']);
  const containers = (Array.isArray(listed) ? listed : []).filter(isObject);
  const counted = metadata.containerName;
  if (counted === 'queue-proxy') return queueProxyRequest(type, service);
  const own = containers
    .filter(
      (container, index) =>
        counted === undefined || nameOf(container, index, containers.length) === counted,
    )
    .map((container) => containerRequest(container, type, cluster));
  const all = counted === undefined ? [...own, queueProxyRequest(type, service)] : own;
  const known = all.filter((request) => request !== undefined);
  return all.length === 0 || known.length < all.length
    ? undefined
    : known.reduce((sum, request) => sum + request, 0);
}

/** The name as Knative completes it. */
function nameOf(container: JsonObject, index: number, count: number): string {
  return (
    stringAt(container, ['name']) ?? (count === 1 ? 'user-container' : `user-container-${index}`)
  );
}

/** A limit without a request is one. */
function containerRequest(
  container: JsonObject,
  resource: string,
  { defaults }: Cluster,
): number | undefined {
  const written = (kind: string): number | undefined =>
    amount(valueAt(container, ['resources', kind, resource]));
  return (
    written('requests') ??
    amount(defaults.requests[resource]) ??
    written('limits') ??
    amount(defaults.limits[resource])
  );
}

function queueProxyRequest(resource: string, { annotations }: Service): number | undefined {
  const isCpu = resource === 'cpu';
  const key = isCpu ? servingAnnotation.queueCpuRequest : servingAnnotation.queueMemoryRequest;
  return amount(annotation(annotations, key)?.value) ?? (isCpu ? queueProxyCpu : undefined);
}

function amount(value: Json | undefined): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const quantity = parseQuantity(String(value));
  const found = quantity && quantityValue(quantity);
  return found !== undefined && found > 0 ? found : undefined;
}
