import { codeOf, systemMessage } from '../diagnostics/system.ts';
import { ApiError, ConnectError } from '../kubernetes/errors.ts';
import type { Client, Resource } from '../kubernetes/types.ts';
import type { Applier } from './appliers.ts';

/** A cluster to ask, and how it is asked. */
export interface Asking {
  readonly client: Client;
  readonly applier: Applier;
  /** Of objects that name none. */
  readonly namespace: string;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Where an object is in the cluster. */
export interface Place {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
}

/** A request can't be made, whatever the object: no rights, no connection, no Knative. */
export interface Failed {
  readonly failed: string;
}

/** How a request ended; `refused` is what the server has against the object. */
export type Tried<Value> = { readonly value: Value } | { readonly refused: string } | Failed;

type Verb = 'get' | 'create' | 'patch';

const attempts = 4;
/** Between attempts, unless the server says how long. */
const breath = 500;
/** Too many requests, a conflict with somebody's change, a server that starts or stops. */
const passing: ReadonlySet<number> = new Set([409, 429, 502, 503, 504]);
/** What the API server and its admission answer when it is the object that is wrong. */
const refusing: ReadonlySet<number> = new Set([400, 403, 413, 422]);

/** Makes a request, again when what was in its way passes, and reads how it ended. */
export async function tried<Value>(
  verb: Verb,
  place: Place,
  { pause }: Pick<Asking, 'pause'>,
  send: () => Promise<Value>,
): Promise<Tried<Value>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { value: await send() };
    } catch (error) {
      if (attempt === attempts || !isPassing(error)) return endOf(error, verb, place);
      await pause(waitOf(error));
    }
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return passing.has(error.status);
  // A kept connection that the server has closed.
  return ['ECONNRESET', 'EPIPE'].includes(codeOf(error) ?? '');
}

function waitOf(error: unknown): number {
  const seconds = error instanceof ApiError ? error.retryAfterSeconds : undefined;
  return seconds === undefined ? breath : seconds * 1000;
}

function endOf(error: unknown, verb: Verb, place: Place): { refused: string } | Failed {
  const { resource, namespace, name } = place;
  const type = `${resource.plural}.${resource.group}`;
  if (error instanceof ConnectError) return { failed: connectFailure(error) };
  if (!(error instanceof ApiError)) {
    return { failed: `the cluster cannot be reached: ${systemMessage(error)}` };
  }
  const { status, message } = error;
  const said = oneLine(message);
  if (status === 401) return { failed: `the cluster does not accept the credentials: ${said}` };
  if (status === 403 && (verb === 'get' || isRightMissing(said))) {
    return { failed: `no right to ${verb} ${type} in namespace ${namespace}: ${said}` };
  }
  if (status === 404 && !isNamespaceMissing(said)) {
    return { failed: `the cluster has no ${type}: is Knative Serving installed? (${said})` };
  }
  if (verb !== 'get' && (refusing.has(status) || status === 404)) return { refused: said };
  return { failed: `${verb} ${type} ${namespace}/${name}: the server answered ${status}: ${said}` };
}

/** Knative's webhook may lack a right, too; that is a refusal. */
function isRightMissing(said: string): boolean {
  return / cannot \w+ resource /.test(said) && !said.startsWith('admission webhook ');
}

/** Why there is no way to a cluster, with what the system said where it is the reason. */
export function connectFailure({ message }: ConnectError): string {
  return message.replace(/\.$/, '');
}

/** Whether a creation was refused only because its namespace isn't there yet. */
export function isNamespaceMissing(refusal: string): boolean {
  return /^namespaces "[^"]*" not found/.test(refusal);
}

function oneLine(message: string): string {
  return message.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
}
