import { isObject, type JsonObject, valueAt } from '../json.ts';
import { reappliedTemplate, templateHash, writtenTemplate } from '../knative/template.ts';
import type { Cluster, Service } from '../knative/types.ts';
import { see } from './sight.ts';
import type { Actual, LockEntry } from './types.ts';

/** What Knative fills in for a template and then leaves as it is. */
const kept = [
  'timeoutSeconds',
  'responseStartTimeoutSeconds',
  'idleTimeoutSeconds',
  'containerConcurrency',
] as const;

/** The fields whose author matters: what nobody wrote was filled in, and stays when not written. */
export const authored: readonly string[] = [...kept, 'enableServiceLinks'];

/**
 * What the lock has to say of a Service so that the template in the cluster has its generation
 * there, and every other one the next. `service` is as it will be applied: when it is the one in the
 * cluster, it must be known again where the cluster's defaults are not known.
 */
export function actualEntry(actual: Actual, service: Service, cluster: Cluster): LockEntry {
  const { generation } = actual;
  const template = templateHash(writtenTemplate(actual.template));
  const links = linksOf(actual, cluster);
  const entry: LockEntry = { generation, template, ...(links && { enableServiceLinks: links }) };
  const written = service.template;
  const sight = see(written, service, cluster, entry);
  if (sight.hash === template) {
    // Told afresh: an entry that is known already keeps what it knows.
    const { reapplied } = see(written, service, cluster, { ...entry, template: '' }).record();
    return { ...entry, ...(reapplied !== undefined && { reapplied }) };
  }
  const filled = see(filledIn(written, actual), service, cluster, entry);
  if (filled.hash !== template) return entry;
  return { ...entry, reapplied: templateHash(reappliedTemplate(written, cluster, service)) };
}

function linksOf(
  { template, applied }: Actual,
  { defaults }: Cluster,
): LockEntry['enableServiceLinks'] {
  const isThere = valueAt(template, ['spec', 'enableServiceLinks']) !== undefined;
  if (isThere) return applied.has('enableServiceLinks') ? 'written' : undefined;
  return defaults.enableServiceLinks === undefined ? undefined : 'removed';
}

/** The template with what the cluster once filled in. */
function filledIn(template: JsonObject, actual: Actual): JsonObject {
  const live = actual.template.spec;
  if (!isObject(template.spec) || !isObject(live)) return template;
  const spec = { ...template.spec };
  for (const field of kept) {
    const value = live[field];
    if (value !== undefined && !actual.applied.has(field)) spec[field] ??= value;
  }
  return { ...template, spec };
}
