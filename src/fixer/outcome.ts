import { ApiError } from '../kubernetes/errors.ts';
import type { Resource } from '../kubernetes/types.ts';
import type { Told } from './types.ts';

/** Why a plan, or a part of it, could not be carried out: label of a metric, field of a log line. */
export type Failure =
  /** What was observed isn't so any more. A watch will tell, or has told. */
  | 'Conflict'
  | 'Gone'
  /** KEDA's webhook doesn't see the Deployment yet, or still sees its last ScaledObject there. */
  | 'DeploymentMissing'
  | 'TargetTaken'
  /** A GitOps tool undoes the same correction again and again. */
  | 'Reverted'
  /** Only a change of an object cures these. */
  | 'Refused'
  | 'NotMade'
  /** Rights that the fixer hasn't got. */
  | 'Forbidden'
  | 'Unauthorized'
  | 'Throttled'
  | 'Unavailable'
  /** The API server didn't answer at all. */
  | 'Unreachable'
  /** An Event could not be written: nothing else stops for that. */
  | 'EventLost';

/** What came of carrying out a plan, and so when its unit is looked at again. */
export type Outcome =
  | { readonly kind: 'done'; readonly lookAgainAfter?: number }
  /** With backoff. */
  | { readonly kind: 'retry'; readonly failure: Failure; readonly error: Error }
  | { readonly kind: 'later'; readonly failure: Failure; readonly after: number }
  /** The same again would be refused again: only a change of an object helps, which a watch tells. */
  | {
      readonly kind: 'refused';
      readonly failure: Failure;
      readonly told: Told;
      readonly lookAgainAfter?: number;
    }
  /** Somebody else leads: nothing was written any more. */
  | { readonly kind: 'stopped' };

export type Unsuccessful = Extract<Outcome, { kind: 'retry' | 'later' | 'refused' }>;

/** What was asked of the API server. */
export interface Request {
  /** As in RBAC. */
  readonly verb: 'get' | 'create' | 'patch' | 'delete';
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
}

/** Milliseconds: KEDA's webhook reads a cache that lags behind the API server by less. */
const untilCached = 500;
/** Milliseconds, where a throttling API server doesn't say how long. */
const breath = 1000;

/** What follows from a request that failed. */
export function outcomeOf(error: unknown, request: Request): Unsuccessful {
  if (!(error instanceof ApiError)) return retry('Unreachable', error, request);
  const denial = denialOf(error);
  if (denial !== undefined) return outcomeOfDenial(denial, error, request);
  const { status, retryAfterSeconds: seconds } = error;
  if (seconds !== undefined || status === 429) {
    return later('Throttled', seconds === undefined ? breath : seconds * 1000);
  }
  if (status === 401) return retry('Unauthorized', error, request);
  if (status === 403) return outcomeOfForbidden(error, request);
  if (status === 404) return retry('Gone', error, request);
  if (status === 409) return retry('Conflict', error, request);
  // 408: a time-out; 410: a version that is not kept any more.
  if (status >= 500 || status === 408 || status === 410) {
    return retry('Unavailable', error, request);
  }
  return refused(error.message, request);
}

interface Denial {
  readonly webhook: string;
  readonly message: string;
}

/** The API server's words for an admission webhook's no, whatever the status that came with it. */
function denialOf({ message }: ApiError): Denial | undefined {
  const match = /admission webhook "([^"]*)" denied the request(?:: | )?([\s\S]*)$/.exec(message);
  const [, webhook, said] = match ?? [];
  return webhook === undefined ? undefined : { webhook, message: said ?? '' };
}

/** KEDA's reasons are in its `apis/keda/v1alpha1/scaledobject_webhook.go`; they have no codes. */
function outcomeOfDenial(denial: Denial, error: ApiError, request: Request): Unsuccessful {
  if (/\bdeployments?\.apps "[^"]*" not found/i.test(denial.message)) {
    return later('DeploymentMissing', untilCached);
  }
  if (/ is already managed by the (ScaledObject|hpa) /.test(denial.message)) {
    return retry('TargetTaken', error, request);
  }
  return refused(`admission webhook ${denial.webhook} says: ${denial.message}`, request);
}

function outcomeOfForbidden(error: ApiError, request: Request): Unsuccessful {
  const isOnItsWayOut = error.causes?.some(({ reason }) => reason === 'NamespaceTerminating');
  if (isOnItsWayOut) return retry('Gone', error, request);
  // Quotas and admission plugins say no with the same status.
  if (!/ cannot \S+ resource "/.test(error.message)) return refused(error.message, request);
  const { verb, resource, namespace } = request;
  const group = resource.group === '' ? '' : `.${resource.group}`;
  const text = `the fixer lacks the right to ${verb} ${resource.plural}${group} in namespace ${namespace}`;
  return { kind: 'retry', failure: 'Forbidden', error: new Error(text, { cause: error }) };
}

function later(failure: Failure, after: number): Unsuccessful {
  return { kind: 'later', failure, after };
}

function retry(failure: Failure, cause: unknown, request: Request): Unsuccessful {
  const { verb, resource, namespace, name } = request;
  const said = cause instanceof Error ? cause.message : String(cause);
  const text = `${verb} ${resource.kind} ${namespace}/${name}: ${said}`;
  return { kind: 'retry', failure, error: new Error(text, { cause }) };
}

function refused(said: string, { verb, resource, name }: Request): Unsuccessful {
  const message = `${resource.kind} ${name} is refused (${verb}): ${said}`;
  const reason = `${resource.kind}Refused`;
  return { kind: 'refused', failure: 'Refused', told: { type: 'Warning', reason, message } };
}
