import { type Located, locatedIn } from './diagnostics/finding.ts';
import type { Problem } from './diagnostics/types.ts';
import { isKnative, readService } from './knative/service.ts';
import type { Service } from './knative/types.ts';
import { fileOf } from './manifest/origin.ts';
import type { Manifest } from './manifest/types.ts';

/** The Services and Configurations of a stream. */
export interface Selection {
  /** Those that could be read, with what is wrong with them all the same. */
  readonly services: ReadonlyMap<Service, readonly Problem[]>;
  /** What keeps others from being read. */
  readonly problems: readonly Located[];
}

export function selectServices(
  manifests: readonly Manifest[],
  namespace: string | undefined,
): Selection {
  const services = new Map<Service, Problem[]>();
  const problems: Located[] = [];
  const taken = new Map<string, Service>();
  for (const manifest of manifests) {
    if (!isKnative(manifest.value)) continue;
    const { service, problems: found } = readService(manifest);
    if (service === undefined) {
      problems.push(...locatedIn(manifest, found));
      continue;
    }
    const key = `${service.namespace ?? namespace ?? ''}/${service.name}`;
    const first = taken.get(key);
    if (first === undefined) taken.set(key, service);
    services.set(service, first === undefined ? found : [...found, sameName(service, first)]);
  }
  return { services, problems };
}

function sameName({ kind, name }: Service, { manifest }: Service): Problem {
  return {
    code: 'RC5014',
    path: ['metadata', 'name'],
    message: `${kind} ${name} is in the stream already, in ${fileOf(manifest)}`,
    hint: 'Rename one, give each its namespace, or render them apart.',
  };
}
