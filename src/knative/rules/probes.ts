import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { isObject, type JsonObject, objectAt, type Path } from '../../json.ts';
import type { Cluster } from '../types.ts';
import { flagProblems, isAllowed } from './flags.ts';
import { type Container, isSet, numberAt, outOfRange, problem } from './pod.ts';

const kinds = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const handlers = ['httpGet', 'tcpSocket', 'exec', 'grpc'];
const numbers = [
  ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds'],
  ...['successThreshold', 'failureThreshold'],
];
const flag = 'multi-container-probing';

/** The probes of a container. `portName` is the serving port's. */
export function probeProblems(
  { role, value, path }: Container,
  cluster: Cluster,
  portName: string,
): Problem[] {
  return kinds.flatMap((kind) => {
    const probe = value[kind];
    if (!isObject(probe)) return [];
    const at = [...path, kind];
    if (role === 'init') return [initProblem(kind, at)];
    if (role === 'serving') return probeOf(kind, probe, at, portName);
    if (kind !== 'readinessProbe' && !saysAnything(probe)) return [];
    const probing = flagProblems(
      cluster,
      flag,
      'enabled',
      'a probe of a container without a port',
      at,
    );
    const known = cluster.features === undefined || isAllowed(cluster, flag, 'enabled');
    return known ? [...probing, ...probeOf(kind, probe, at, undefined)] : probing;
  });
}

/** Knative itself makes something of an empty readiness probe, but not of the others. */
function saysAnything(probe: JsonObject): boolean {
  return [...handlers, ...numbers].some((field) => isSet(probe[field]));
}

function initProblem(kind: string, path: Path): Problem {
  return problem('RC2210', path, `an init container has no ${kind}`, 'Delete it.');
}

function probeOf(
  kind: string,
  probe: JsonObject,
  path: Path,
  portName: string | undefined,
): Problem[] {
  const isReadiness = kind === 'readinessProbe';
  return [
    ...handlerProblems(probe, path, isReadiness && portName !== undefined),
    ...handlers.slice(0, 2).flatMap((handler) => portProblems(probe, handler, path, portName)),
    ...(isReadiness ? readinessProblems(probe, path) : []),
  ];
}

/** A readiness probe that says nothing gets the serving port. */
function handlerProblems(probe: JsonObject, path: Path, hasDefault: boolean): Problem[] {
  const given = handlers.filter((handler) => objectAt(probe, [handler]) !== undefined);
  if (given.length === 1 || (given.length === 0 && hasDefault)) return [];
  const found = given.length === 0 ? 'does nothing' : `does ${given.join(' and ')}`;
  const message = `the probe ${found}, where one of ${handlers.join(', ')} is expected`;
  return [problem('RC2210', path, message, 'Choose one of them.')];
}

function portProblems(
  probe: JsonObject,
  handler: string,
  path: Path,
  portName: string | undefined,
): Problem[] {
  const action = objectAt(probe, [handler]);
  if (action === undefined) return [];
  const port = action.port ?? 0;
  const at = [...path, handler, 'port'];
  if (portName === undefined) {
    if (port !== 0 && port !== '') return [];
    const hint = "Write the number of the container's port.";
    return [problem('RC2210', at, 'the probe of a container without a port names no port', hint)];
  }
  if (typeof port !== 'string' || port === '' || port === portName) return [];
  const message = `the probe's port is ${quoted(port)}, but the container's port is called ${quoted(portName)}`;
  const hint =
    "Write the port's number without quotes, or leave it out: the container's port is meant.";
  return [problem('RC2210', at, message, hint)];
}

const atLeast = (least: number): readonly [number, number] => [least, 2 ** 31 - 1];

/** After Knative's defaults: 0 counts as not set where 1 is the least. */
function readinessProblems(probe: JsonObject, path: Path): Problem[] {
  const period = numberAt(probe, 'periodSeconds') ?? 0;
  const zeroIsDefault = (field: string): Problem[] =>
    isSet(probe[field]) ? outOfRange(probe, field, atLeast(1), 'RC2210', path) : [];
  return [
    ...outOfRange(probe, 'periodSeconds', atLeast(0), 'RC2210', path),
    ...outOfRange(probe, 'initialDelaySeconds', atLeast(0), 'RC2210', path),
    ...zeroIsDefault('successThreshold'),
    ...['failureThreshold', 'timeoutSeconds'].flatMap((field) => {
      if (period !== 0) return zeroIsDefault(field);
      return isSet(probe[field]) ? [needsPeriod(field, path)] : [];
    }),
  ];
}

function needsPeriod(field: string, path: Path): Problem {
  const message = `the readiness probe has ${field} but no periodSeconds`;
  const hint = `Add periodSeconds, such as 10, or delete ${field}: without a period Knative probes in its own way.`;
  return problem('RC2210', [...path, field], message, hint);
}
