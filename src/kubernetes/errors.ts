import { isObject, type Json, type JsonObject, stringAt, valueAt } from '../json.ts';

/** One of the reasons that a Status gives in its details: which field, and what is wrong with it. */
export interface Cause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

/** There is no way to a cluster: no kubeconfig, no such context, credentials that can't be read. */
export class ConnectError extends Error {
  override readonly name: string = 'ConnectError';
}

/** The API server, or what stands before it, said no. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  /** The HTTP status. */
  readonly status: number;
  /** The word of the Status (`AlreadyExists`, `Expired`…); empty when the answer wasn't a Status. */
  readonly reason: string;
  readonly retryAfterSeconds?: number;
  readonly causes?: readonly Cause[];

  constructor(status: number, reason: string, message: string, more: Partial<More> = {}) {
    super(message);
    this.status = status;
    this.reason = reason;
    if (more.retryAfterSeconds !== undefined) this.retryAfterSeconds = more.retryAfterSeconds;
    if (more.causes !== undefined && more.causes.length > 0) this.causes = more.causes;
  }
}

interface More {
  readonly retryAfterSeconds: number | undefined;
  readonly causes: readonly Cause[];
}

/** An answer that isn't 2xx: mostly a Status, but proxies and load balancers say it in their way. */
export function errorOfAnswer(
  status: number,
  retryAfter: string | undefined,
  text: string,
): ApiError {
  const body = jsonOf(text);
  if (isObject(body) && body.kind === 'Status') {
    return errorOfStatus({ code: status, ...body }, retryAfter);
  }
  const said = text.trim().replace(/\s+/g, ' ').slice(0, 200);
  return new ApiError(status, '', said === '' ? `HTTP ${status}` : `HTTP ${status}: ${said}`, {
    retryAfterSeconds: secondsOf(retryAfter),
  });
}

/** A Status object, as an answer has it and as an ERROR event of a watch has it. */
export function errorOfStatus(status: JsonObject, retryAfter?: string): ApiError {
  const code = typeof status.code === 'number' ? status.code : 500;
  const reason = stringAt(status, ['reason']) ?? '';
  const told = valueAt(status, ['details', 'retryAfterSeconds']);
  const causes = valueAt(status, ['details', 'causes']);
  return new ApiError(code, reason, stringAt(status, ['message']) ?? (reason || `HTTP ${code}`), {
    // Zero is how Go leaves it unsaid.
    retryAfterSeconds:
      secondsOf(retryAfter) ?? (typeof told === 'number' && told > 0 ? told : undefined),
    causes: Array.isArray(causes) ? causes.filter(isObject).map(causeOf) : [],
  });
}

/** The resourceVersion or the continue token is too old: only a new list helps. */
export function isExpired(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 410 || error.reason === 'Expired');
}

/**
 * The server hasn't come as far as the resourceVersion yet. It never will when etcd was restored
 * from a backup.
 */
export function isAhead(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.causes?.some(({ reason }) => reason === 'ResourceVersionTooLarge') === true
  );
}

function causeOf(cause: JsonObject): Cause {
  const field = stringAt(cause, ['field']);
  return {
    reason: stringAt(cause, ['reason']) ?? '',
    message: stringAt(cause, ['message']) ?? '',
    ...(field !== undefined && { field }),
  };
}

/** API servers give seconds; the HTTP form with a date isn't read. */
function secondsOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d+$/.test(header.trim()) ? Number(header) : undefined;
}

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
