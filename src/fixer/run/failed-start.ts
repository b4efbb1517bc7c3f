import { quoted } from '../../diagnostics/quoted.ts';
import { systemMessage } from '../../diagnostics/system.ts';
import { ApiError } from '../../kubernetes/errors.ts';
import type { Resource } from '../../kubernetes/types.ts';
import type { FixSettings } from './settings.ts';

/** Why the fixer can't start or go on, for people. */
export interface Failed {
  readonly failure: string;
}

const rights =
  'kustomize/fixer of revcast has all the rights that the fixer needs, and kustomize/fixer-retarget those of --repair retarget';

/** What only somebody's doing can cure; undefined for a failure that may pass. */
export function lastingFailure(resource: Resource, error: unknown): Failed | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const { status, message } = error;
  if (status === 401) return { failure: `the cluster doesn't accept the credentials: ${message}` };
  // The message names the user, the verb and the resource.
  if (status === 403) return { failure: `a right is missing: ${message}; ${rights}` };
  return status === 404 ? { failure: `${missing(resource)} (${message})` } : undefined;
}

/** Labels are the only thing in a list that somebody else wrote. */
export function refusedSelector(
  { selector }: Pick<FixSettings, 'selector'>,
  error: unknown,
): Failed | undefined {
  if (selector === undefined || !(error instanceof ApiError) || error.status !== 400) {
    return undefined;
  }
  return { failure: `--selector ${quoted(selector)} is refused: ${error.message}` };
}

export function unreachable(error: unknown): Failed {
  return { failure: `the cluster can't be reached: ${systemMessage(error)}` };
}

function missing({ group, version, kind }: Resource): string {
  const product = [
    ['keda.sh', 'KEDA'],
    ['knative.dev', 'Knative Serving'],
  ].find(([domain = '']) => group.endsWith(domain))?.[1];
  const hint = product === undefined ? '' : `: is ${product} installed?`;
  return `the cluster doesn't know ${group}/${version} ${kind}${hint}`;
}
