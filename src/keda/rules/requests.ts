import type { Problem } from '../../diagnostics/types.ts';
import { isObject, type Json, type JsonObject, type Path, stringAt, valueAt } from '../../json.ts';
import { annotation, autoscaling, extension, servingAnnotation } from '../../knative/keys.ts';
import type { Cluster, Service } from '../../knative/types.ts';
import { isResource, readTriggers, type TriggerSpec } from './spec.ts';

/** A pod as the trigger's resource sees it. */
interface Pod {
  readonly service: Service;
  readonly containers: readonly JsonObject[];
  readonly cluster: Cluster;
  readonly limitRanges: readonly JsonObject[];
}

const containersPath: Path = ['spec', 'template', 'spec', 'containers'];
const annotationsPath: Path = ['spec', 'template', 'metadata', 'annotations'];
const queueProxy = 'queue-proxy';

/**
 * What KEDA's webhook will miss in the Service's pods, for cpu and memory triggers: it wants a
 * request or a limit of every container the trigger counts, queue-proxy included. These are
 * warnings, for a LimitRange, config-defaults or config-deployment that the stream does not show
 * may supply them. Paths are the Service's.
 */
export function targetProblems(
  scaledObject: JsonObject,
  service: Service,
  cluster: Cluster,
  limitRanges: readonly JsonObject[],
): Problem[] {
  const triggers = readTriggers(scaledObject).filter(isResource);
  if (triggers.length === 0) return [];
  const containers = valueAt(service.template, ['spec', 'containers']);
  const pod: Pod = {
    service,
    containers: (Array.isArray(containers) ? containers : []).filter(isObject),
    cluster,
    limitRanges: limitRanges.filter((limitRange) => isNear(limitRange, service)),
  };
  return triggers
    .filter(({ type }) => !pod.limitRanges.some((limitRange) => hasDefault(limitRange, type)))
    .flatMap((trigger) => [
      ...containerProblems(trigger, pod),
      ...queueProxyProblems(trigger, pod),
      ...nameProblems(trigger, pod),
    ]);
}

/** In the Service's namespace, or perhaps: where one of the two leaves it to whoever applies it. */
function isNear(limitRange: JsonObject, { namespace }: Service): boolean {
  const other = stringAt(limitRange, ['metadata', 'namespace']);
  return other === undefined || namespace === undefined || other === namespace;
}

function hasDefault(limitRange: JsonObject, resource: string): boolean {
  const limits = valueAt(limitRange, ['spec', 'limits']);
  if (!Array.isArray(limits)) return false;
  return limits.some(
    (limit) =>
      stringAt(limit, ['type']) === 'Container' &&
      ['default', 'defaultRequest'].some((kind) => isPositive(valueAt(limit, [kind, resource]))),
  );
}

function isPositive(quantity: Json | undefined): boolean {
  return Number.parseFloat(String(quantity)) > 0;
}

function containerProblems(trigger: TriggerSpec, { containers, cluster }: Pod): Problem[] {
  const { requests, limits } = cluster.defaults;
  const resource = trigger.type;
  if (isPositive(requests[resource]) || isPositive(limits[resource])) return [];
  const counted = trigger.metadata.containerName;
  return containers.flatMap((container, index) => {
    const name = containerName(container, index, containers.length);
    const has = ['requests', 'limits'].some((kind) =>
      isPositive(valueAt(container, ['resources', kind, resource])),
    );
    if (has || (counted !== undefined && counted !== name)) return [];
    return [
      {
        code: 'RC4601' as const,
        path: [...containersPath, index, 'resources', 'requests', resource],
        message: `container ${name} has no ${resource} request or limit, and KEDA refuses a ${resource} trigger without`,
        hint: `Add resources.requests.${resource}, unless a LimitRange or config-defaults supplies it.`,
      },
    ];
  });
}

/** The name as Knative completes it. */
function containerName(container: JsonObject, index: number, count: number): string {
  const fallback = count === 1 ? 'user-container' : `user-container-${index}`;
  return stringAt(container, ['name']) ?? fallback;
}

/** Knative gives its own container a cpu request, and memory only when told to. */
function queueProxyProblems(trigger: TriggerSpec, pod: Pod): Problem[] {
  const { annotations } = pod.service;
  const counted = trigger.metadata.containerName;
  if (trigger.type !== 'memory' || (counted !== undefined && counted !== queueProxy)) return [];
  const told = [
    servingAnnotation.queueMemoryRequest,
    servingAnnotation.queueMemoryLimit,
    servingAnnotation.queueResourcePercentage,
  ].some((key) => annotation(annotations, key) !== undefined);
  if (told) return [];
  return [
    {
      code: 'RC4602',
      path: originOf(trigger, pod.service),
      message:
        'the memory trigger counts queue-proxy, which has no memory request by default: KEDA then refuses the ScaledObject',
      hint: queueProxyHint(trigger),
    },
  ];
}

function queueProxyHint({ name, metadata }: TriggerSpec): string {
  const annotated = `${servingAnnotation.queueMemoryRequest} to the template`;
  const config = 'queue-sidecar-memory-request to config-deployment';
  if (metadata.containerName !== undefined) return `Add ${annotated}, or ${config}.`;
  const overlay = name === '' ? 'the trigger' : `the trigger ${name} in revcast.dev/scaled-object`;
  return `Give ${overlay} the metadata containerName, or add ${annotated}, or ${config}.`;
}

function originOf({ name }: TriggerSpec, { annotations }: Service): Path {
  if (annotations[extension.override] !== undefined)
    return [...annotationsPath, extension.override];
  const first = name === 'default-trigger-memory' && annotations[autoscaling.metric] !== undefined;
  if (first) return [...annotationsPath, autoscaling.metric];
  const extra = annotations[extension.extraTriggers] !== undefined;
  return extra ? [...annotationsPath, extension.extraTriggers] : ['spec', 'template'];
}

function nameProblems({ type, metadata }: TriggerSpec, pod: Pod): Problem[] {
  const counted = metadata.containerName;
  const isPlain = pod.cluster.defaults.containerName === 'user-container';
  const names = pod.containers.map((container, index) =>
    containerName(container, index, pod.containers.length),
  );
  if (counted === undefined || counted === queueProxy || names.includes(counted)) return [];
  if (!isPlain && pod.containers.some((container) => container.name === undefined)) return [];
  return [
    {
      code: 'RC4603',
      path: containersPath,
      message: `the ${type} trigger counts container ${counted}, and the template has ${names.join(', ')}`,
      hint: 'Correct containerName in the trigger: the HPA finds no metric of other containers.',
    },
  ];
}
