import type { Problem } from '../../diagnostics/types.ts';
import { sentence, visible } from '../../diagnostics/words.ts';
import { ApiError } from '../../kubernetes/errors.ts';
import { applications, kustomizations } from '../../kubernetes/resources.ts';
import type { Resource } from '../../kubernetes/types.ts';
import type { Told } from '../types.ts';
import type { Failure, Unsuccessful } from './outcome.ts';

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
/** Milliseconds, where a throttling API server doesn't say how long: at least, */
const breath = 1000;
/** and at most, because what it says may be a mistake. */
const longestBreath = 120_000;

/** What follows from a request that failed. */
export function outcomeOf(error: unknown, request: Request): Unsuccessful {
  if (!(error instanceof ApiError)) return retry('Unreachable', error, request);
  const denial = denialOf(error);
  if (denial !== undefined) return outcomeOfDenial(denial, error, request);
  const { status, retryAfterSeconds: seconds } = error;
  if (seconds !== undefined || status === 429) {
    const told = seconds === undefined ? breath : seconds * 1000;
    return later('Throttled', Math.min(Math.max(told, breath), longestBreath));
  }
  if (status === 401) return retry('Unauthorized', error, request);
  if (status === 403) return outcomeOfForbidden(error, request);
  if (status === 404) return retry('Gone', error, request);
  if (status === 409 || isAnother(error)) return retry('Conflict', error, request);
  // 408: a time-out; 410: a version that is not kept any more.
  if (status >= 500 || status === 408 || status === 410) {
    return retry('Unavailable', error, request);
  }
  return refused(error.message, request);
}

/** A patch with the uid of an object that was deleted, and made again. Measured: 422, not 409. */
function isAnother({ status, causes }: ApiError): boolean {
  return status === 422 && causes?.some(({ field }) => field === 'metadata.uid') === true;
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
  const said = `admission webhook ${denial.webhook} says: ${denial.message}`;
  if (/\bdeployments?\.apps "[^"]*" not found/i.test(denial.message)) {
    return later('DeploymentMissing', untilCached);
  }
  if (/ is already managed by the (ScaledObject|hpa) /.test(denial.message)) {
    // As long as its cache lags, nobody has to know.
    return { ...retry('TargetTaken', error, request), told: refusal(said, request) };
  }
  return refused(said, request);
}

function outcomeOfForbidden(error: ApiError, request: Request): Unsuccessful {
  const isOnItsWayOut = error.causes?.some(({ reason }) => reason === 'NamespaceTerminating');
  if (isOnItsWayOut) return retry('Gone', error, request);
  // Quotas and admission plugins say no with the same status.
  if (!/ cannot \S+ resource "/.test(error.message)) return refused(error.message, request);
  const { verb, resource, namespace } = request;
  const group = resource.group === '' ? '' : `.${resource.group}`;
  const text = `the fixer lacks the right to ${verb} ${resource.plural}${group} in namespace ${namespace}`;
  // Only what is left over stays for that, which is in nobody's way.
  if (resource === applications || resource === kustomizations) {
    return { ...refused(text, request), failure: 'Forbidden' };
  }
  return { kind: 'retry', failure: 'Forbidden', error: new Error(text, { cause: error }) };
}

function later(failure: Failure, after: number): Unsuccessful {
  return { kind: 'later', failure, after };
}

function retry(
  failure: Failure,
  cause: unknown,
  request: Request,
): Extract<Unsuccessful, { kind: 'retry' }> {
  const { verb, resource, namespace, name } = request;
  const said = cause instanceof Error ? cause.message : String(cause);
  const text = `${verb} ${resource.kind} ${namespace}/${name}: ${said}`;
  return { kind: 'retry', failure, error: new Error(text, { cause }) };
}

function refused(said: string, request: Request): Unsuccessful {
  return { kind: 'refused', failure: 'Refused', told: refusal(said, request) };
}

function refusal(said: string, { verb, resource, name }: Request): Told {
  const message = `${resource.kind} ${name} is refused (${verb}): ${visible(said)}`;
  return { type: 'Warning', reason: `${resource.kind}Refused`, message };
}

/** The maker refuses a revision's annotations, or its Service's overlay. */
export function notMade(revision: string, problems: readonly Problem[]): Unsuccessful {
  const said = problems.map(({ code, path, message, hint }) =>
    visible(`${code} ${path.at(-1) ?? ''}: ${sentence(message)} ${sentence(hint)}`),
  );
  const message = `no ScaledObject can be made for revision ${revision}: ${said.join(' ')}`;
  const told: Told = { type: 'Warning', reason: 'ScaledObjectNotMade', message };
  return { kind: 'refused', failure: 'NotMade', told };
}
