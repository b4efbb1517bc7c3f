import { canonicalQuantity } from '../../go/canonical-quantity.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Cluster, RevisionDefaults, StringMap } from '../types.ts';
import { nameContainers, type Owner } from './container-names.ts';
import { secureContainer } from './secure.ts';

/** What decides which defaults Knative's webhook fills in. */
export type Defaulting = Pick<Cluster, 'defaults' | 'features'>;

/**
 * The spec of a template with Knative's defaults filled in, as `RevisionSpec.SetDefaults` of
 * knative/serving does on create. Takes and gives what `printTemplate` prints.
 */
export function fillDefaults(
  spec: JsonObject,
  { defaults, features }: Defaulting,
  owner: Owner,
): JsonObject {
  const { containers, initContainers } = nameContainers(spec, defaults, owner);
  const filled = Object.assign(copyOf(spec), filledTimes(spec, defaults));
  filled.containerConcurrency ??= defaults.containerConcurrency;
  if (containers.length > 0 && defaults.enableServiceLinks !== undefined) {
    filled.enableServiceLinks ??= defaults.enableServiceLinks;
  }
  const secure = (container: Json): Json =>
    isObject(container) ? secureContainer(container, spec.securityContext, features) : container;
  if (Array.isArray(spec.initContainers)) filled.initContainers = initContainers.map(secure);
  if (Array.isArray(spec.containers)) {
    const writable = writableVolumes(spec.volumes);
    const isOnly = containers.length === 1;
    filled.containers = containers
      .map((each) => (isObject(each) ? fillContainer(each, isOnly, writable, defaults) : each))
      .map(secure);
  }
  return filled;
}

/** Fields are added to it, and V8 is slow at adding them to a spread copy. */
function copyOf(object: JsonObject): JsonObject {
  return Object.assign({}, object);
}

/** Seconds. A default that is not below the request's timeout is not filled in. */
function filledTimes(spec: JsonObject, defaults: RevisionDefaults): JsonObject {
  const timeoutSeconds = spec.timeoutSeconds || defaults.timeoutSeconds;
  const times: JsonObject = { timeoutSeconds };
  for (const key of ['responseStartTimeoutSeconds', 'idleTimeoutSeconds'] as const) {
    const applies = defaults[key] !== 0 && defaults[key] < Number(timeoutSeconds);
    if (spec[key] === undefined && applies) times[key] = defaults[key];
  }
  return times;
}

function fillContainer(
  container: JsonObject,
  isOnly: boolean,
  writable: ReadonlySet<Json | undefined>,
  defaults: RevisionDefaults,
): JsonObject {
  const filled = copyOf(container);
  if (isObject(filled.resources)) filled.resources = fillResources(filled.resources, defaults);
  const serves = isOnly || Array.isArray(container.ports);
  const readiness = serves ? (container.readinessProbe ?? {}) : container.readinessProbe;
  if (isObject(readiness)) filled.readinessProbe = fillReadiness(readiness, serves);
  for (const key of ['readinessProbe', 'livenessProbe', 'startupProbe']) {
    const probe = filled[key];
    if (isObject(probe) && isObject(probe.grpc)) {
      filled[key] = { ...probe, grpc: { ...probe.grpc, service: probe.grpc.service ?? '' } };
    }
  }
  if (Array.isArray(container.volumeMounts)) {
    filled.volumeMounts = container.volumeMounts.map((mount) =>
      isObject(mount) && !writable.has(mount.name) ? { ...mount, readOnly: true } : mount,
    );
  }
  return filled;
}

/** Whoever serves requests gets a probe; who has one gets its numbers completed. */
function fillReadiness(probe: JsonObject, serves: boolean): JsonObject {
  const filled = copyOf(probe);
  const hasAction = ['tcpSocket', 'httpGet', 'exec', 'grpc'].some((key) =>
    Object.hasOwn(probe, key),
  );
  if (serves && !hasAction) filled.tcpSocket = { port: 0 };
  filled.successThreshold ??= 1;
  if (probe.periodSeconds !== undefined) {
    filled.failureThreshold ??= 3;
    filled.timeoutSeconds ??= 1;
  }
  return filled;
}

function fillResources(resources: JsonObject, defaults: RevisionDefaults): JsonObject {
  const filled: JsonObject = { ...resources };
  for (const side of ['requests', 'limits'] as const) {
    const missing = canonical(defaults[side]);
    if (Object.keys(missing).length === 0) continue;
    const given = filled[side] ?? {};
    if (isObject(given)) filled[side] = { ...missing, ...given };
  }
  return filled;
}

function canonical(quantities: StringMap): JsonObject {
  const entries = Object.entries(quantities);
  return Object.fromEntries(entries.map(([key, text]) => [key, canonicalQuantity(text) ?? text]));
}

/** Names of the volumes that can be mounted for writing: all other mounts become read-only. */
function writableVolumes(volumes: Json | undefined): ReadonlySet<Json | undefined> {
  const kinds = ['emptyDir', 'persistentVolumeClaim', 'ephemeral'];
  const writable = (Array.isArray(volumes) ? volumes : [])
    .filter(isObject)
    .filter((volume) => kinds.some((kind) => Object.hasOwn(volume, kind)));
  return new Set(writable.map((volume) => volume.name));
}
