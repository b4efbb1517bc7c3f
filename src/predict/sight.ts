import { type JsonObject, valueAt } from '../json.ts';
import { defaultCluster } from '../knative/cluster.ts';
import type { Defaulting } from '../knative/template/defaults.ts';
import { defaultedTemplate, templateHash, writtenTemplate } from '../knative/template.ts';
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

export function see(
  template: JsonObject,
  service: Service,
  cluster: Defaulting,
  entry: LockEntry | undefined,
): Sight {
  const enableServiceLinks = serviceLinks(template, entry);
  const hashIn = ({ defaults, features }: Defaulting): string => {
    const isFilled = enableServiceLinks !== 'removed';
    const filled = isFilled ? defaults : { ...defaults, enableServiceLinks: undefined };
    return templateHash(defaultedTemplate(template, { defaults: filled, features }, service));
  };
  const writtenHash = (): string => templateHash(writtenTemplate(template));
  const hash = hashIn(cluster);
  const isKnown = ({ template: known, written }: LockEntry): boolean =>
    known === hash ||
    (written === undefined ? known === hashIn(defaultCluster) : written === writtenHash());
  const isUnchanged = entry !== undefined && isKnown(entry);
  const hashes = (): Pick<LockEntry, 'template' | 'written'> => {
    if (entry !== undefined && isUnchanged) {
      const { template: known, written } = entry;
      return { template: known, ...(written !== undefined && { written }) };
    }
    const isKnatives = hash === hashIn(defaultCluster);
    return { template: hash, ...(!isKnatives && { written: writtenHash() }) };
  };
  const record = (): Omit<LockEntry, 'generation'> => ({
    ...hashes(),
    ...(enableServiceLinks !== undefined && { enableServiceLinks }),
  });
  return { hash, isUnchanged, record };
}

function serviceLinks(
  template: JsonObject,
  entry: LockEntry | undefined,
): LockEntry['enableServiceLinks'] {
  const written = valueAt(template, ['spec', 'enableServiceLinks']) ?? undefined;
  if (written !== undefined) return 'written';
  return entry?.enableServiceLinks === undefined ? undefined : 'removed';
}
