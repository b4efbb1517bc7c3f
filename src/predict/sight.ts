import { type JsonObject, valueAt } from '../json.ts';
import { defaultCluster } from '../knative/cluster.ts';
import type { Defaulting } from '../knative/template/defaults.ts';
import { defaultedTemplate, reappliedTemplate, templateHash } from '../knative/template.ts';
import type { Service } from '../knative/types.ts';
import type { LockEntry } from './types.ts';

/** A template as it is applied, in the light of the one that the lock file knows. */
export interface Sight {
  /** Of the template as the cluster will have it. */
  readonly hash: string;
  /** Whether Knative will take it for the one that the lock file knows. */
  readonly isUnchanged: boolean;
  /** What the lock file has to say of it; all but the generation. */
  readonly record: () => Omit<LockEntry, 'generation'>;
}

/** Looks at a template the way Knative will when it is applied after the one in the entry. */
export function see(
  template: JsonObject,
  service: Service,
  cluster: Defaulting,
  entry: LockEntry | undefined,
): Sight {
  const links = linksAfter(entry, template);
  const subject: Subject = { template, service, cluster, links };
  const hash = hashIn(cluster, subject);
  const known = entry !== undefined && isSame(entry, hash, subject) ? entry : undefined;
  const record = (): Omit<LockEntry, 'generation'> => {
    const { template: kept, reapplied } = known ?? fresh(hash, subject);
    return {
      template: kept,
      ...(reapplied !== undefined && { reapplied }),
      ...(links !== undefined && { enableServiceLinks: links }),
    };
  };
  return { hash, isUnchanged: known !== undefined, record };
}

type Links = LockEntry['enableServiceLinks'];

interface Subject {
  readonly template: JsonObject;
  readonly service: Service;
  readonly cluster: Defaulting;
  readonly links: Links;
}

function linksAfter(entry: LockEntry | undefined, template: JsonObject): Links {
  const written = valueAt(template, ['spec', 'enableServiceLinks']) ?? undefined;
  if (written !== undefined) return 'written';
  return entry?.enableServiceLinks === undefined ? undefined : 'removed';
}

function hashIn({ defaults, features }: Defaulting, { template, service, links }: Subject): string {
  const filled = links === 'removed' ? { ...defaults, enableServiceLinks: undefined } : defaults;
  return templateHash(defaultedTemplate(template, { defaults: filled, features }, service));
}

function reappliedHash({ template, service, cluster }: Subject): string {
  return templateHash(reappliedTemplate(template, cluster, service));
}

/**
 * The same in this cluster, or the same manifest as before: what a cluster fills in can become known
 * or change, and outside of its containers a Service keeps what it was filled with.
 */
function isSame(entry: LockEntry, hash: string, subject: Subject): boolean {
  if (entry.template === hash) return true;
  return entry.reapplied === undefined
    ? entry.template === hashIn(defaultCluster, subject)
    : entry.reapplied === reappliedHash(subject);
}

/** Where Knative's own defaults come to the same, they tell which manifest it was. */
function fresh(hash: string, subject: Subject): Pick<LockEntry, 'template' | 'reapplied'> {
  return hash === hashIn(defaultCluster, subject)
    ? { template: hash }
    : { template: hash, reapplied: reappliedHash(subject) };
}
