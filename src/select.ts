import { type Located, locatedIn } from './diagnostics/finding.ts';
import type { Problem } from './diagnostics/types.ts';
import { isKnative, readService } from './knative/service.ts';
import type { Service } from './knative/types.ts';
import type { Manifest } from './manifest/types.ts';

/** The Services and Configurations of a stream, and what keeps others from being read. */
export function selectServices(
  manifests: readonly Manifest[],
  namespace: string | undefined,
): { services: Service[]; problems: Located[] } {
  const services: Service[] = [];
  const problems: Located[] = [];
  const taken = new Map<string, Service>();
  for (const manifest of manifests) {
    if (!isKnative(manifest.value)) continue;
    const { service, problems: found } = readService(manifest);
    problems.push(...locatedIn(manifest, found));
    if (service === undefined) continue;
    const key = `${service.namespace ?? namespace ?? ''}/${service.name}`;
    const first = taken.get(key);
    if (first === undefined) taken.set(key, service);
    else problems.push(...locatedIn(manifest, [sameName(service, first)]));
    services.push(service);
  }
  return { services, problems };
}

function sameName({ kind, name }: Service, { manifest }: Service): Problem {
  return {
    code: 'RC5014',
    path: ['metadata', 'name'],
    message: `${kind} ${name} is in the stream already, in ${manifest.document.source.name}`,
    hint: 'Rename one, give each its namespace, or render them apart.',
  };
}
