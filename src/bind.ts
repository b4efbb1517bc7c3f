import { type Located, locatedIn } from './diagnostics/finding.ts';
import { quoted } from './diagnostics/quoted.ts';
import type { Problem } from './diagnostics/types.ts';
import { groupBy } from './group.ts';
import { stringAt } from './json.ts';
import { managedBy, revcast, serving } from './knative/keys.ts';
import { ownerOfDeployment } from './knative/names.ts';
import type { Service } from './knative/types.ts';
import { isKind } from './manifest/stream.ts';
import type { Manifest } from './manifest/types.ts';
import type { Settings } from './settings.ts';

/** Which ScaledObject of the user's own belongs to which Service. */
export interface Binding {
  readonly own: ReadonlyMap<Service, Manifest>;
  /** Bound only because the target looks like a Deployment of the Service. */
  readonly byTarget: ReadonlySet<Manifest>;
  readonly problems: readonly Located[];
}

export function isScaledObject({ value }: Manifest): boolean {
  return isKind(value, 'keda.sh', 'ScaledObject');
}

/** Whether a ScaledObject came out of an earlier rendering. */
export function isGenerated(manifest: Manifest): boolean {
  return (
    isScaledObject(manifest) &&
    stringAt(manifest.value, ['metadata', 'labels', managedBy]) === 'revcast'
  );
}

/** The name of the Service or Configuration that an earlier rendering made the object for. */
export function generatedFor({ value }: Manifest): string | undefined {
  return stringAt(value, ['metadata', 'labels', serving.configuration]);
}

/**
 * Binds the users' own ScaledObjects, first rule that fits: a target of Knative's own kinds, the
 * annotation `revcast.dev/service`, a target that is named like a Deployment of the Service.
 */
export function bind(
  services: readonly Service[],
  manifests: readonly Manifest[],
  { namespace, revisionNames }: Pick<Settings, 'namespace' | 'revisionNames'>,
): Binding {
  const inNamespace = groupBy(services, (service) => service.namespace ?? namespace ?? '');
  const own = new Map<Service, Manifest>();
  const byTarget = new Set<Manifest>();
  const problems: Located[] = [];
  for (const manifest of manifests) {
    if (!isScaledObject(manifest) || isGenerated(manifest)) continue;
    const at = stringAt(manifest.value, ['metadata', 'namespace']) ?? namespace ?? '';
    const claim = claimOf(manifest, inNamespace.get(at) ?? [], revisionNames === 'pin');
    if (claim === undefined) continue;
    if ('problem' in claim) {
      problems.push(...locatedIn(manifest, [claim.problem]));
      continue;
    }
    const first = own.get(claim.service);
    if (first !== undefined) {
      problems.push(...locatedIn(manifest, [secondClaim(claim, first)]));
      continue;
    }
    own.set(claim.service, manifest);
    if (claim.rule === 'target') byTarget.add(manifest);
  }
  return { own, byTarget, problems };
}

interface Claim {
  readonly service: Service;
  readonly rule: 'kind' | 'annotation' | 'target';
}

function claimOf(
  { value }: Manifest,
  services: readonly Service[],
  pins: boolean,
): Claim | { problem: Problem } | undefined {
  const name = stringAt(value, ['spec', 'scaleTargetRef', 'name']) ?? '';
  const apiVersion = stringAt(value, ['spec', 'scaleTargetRef', 'apiVersion']) ?? '';
  const kind = stringAt(value, ['spec', 'scaleTargetRef', 'kind']) ?? 'Deployment';
  if (apiVersion.startsWith('serving.knative.dev/')) {
    const service = services.find((each) => isTarget(each, kind, name));
    if (service !== undefined) return { service, rule: 'kind' };
    return { problem: notThere(['spec', 'scaleTargetRef', 'name'], `${kind} ${name}`) };
  }
  const annotated = stringAt(value, ['metadata', 'annotations', revcast.service]);
  if (annotated !== undefined) {
    const service = services.find((each) => each.name === annotated);
    if (service !== undefined) return { service, rule: 'annotation' };
    return {
      problem: notThere(['metadata', 'annotations', revcast.service], `Service ${annotated}`),
    };
  }
  if (kind === 'Service') return { problem: notKnative(name) };
  if (kind !== 'Deployment') return undefined;
  const byName = new Map(services.map((each) => [each.name, each]));
  const owner = ownerOfDeployment(name, [...byName.keys()], (each) => {
    const service = byName.get(each);
    return service !== undefined && givesNames(service, pins);
  });
  const service = owner === undefined ? undefined : byName.get(owner);
  return service && { service, rule: 'target' };
}

/** Whether the Service's revisions have names that are not made of their generation. */
function givesNames({ template, ownAnnotations }: Service, pins: boolean): boolean {
  const named = stringAt(template, ['metadata', 'name']) !== undefined;
  return named || pins || ownAnnotations[revcast.revisionNames] === 'pin';
}

function isTarget(service: Service, kind: string, name: string): boolean {
  if (kind === 'Revision') return stringAt(service.template, ['metadata', 'name']) === name;
  return (kind === 'Service' || kind === 'Configuration') && service.name === name;
}

function notThere(path: Problem['path'], what: string): Problem {
  return {
    code: 'RC5001',
    path,
    message: `it is bound to ${what}, which is not in the stream`,
    hint: 'Render both together, in one namespace, or correct the name.',
  };
}

function notKnative(name: string): Problem {
  return {
    code: 'RC5004',
    path: ['spec', 'scaleTargetRef', 'kind'],
    message: `the target is a Service ${quoted(name)} without an apiVersion of Knative`,
    hint: 'For a Knative Service write apiVersion: serving.knative.dev/v1.',
  };
}

function secondClaim({ service }: Claim, first: Manifest): Problem {
  const other = stringAt(first.value, ['metadata', 'name']) ?? '';
  return {
    code: 'RC5002',
    path: ['spec', 'scaleTargetRef', 'name'],
    message: `Service ${service.name} has a ScaledObject already: ${quoted(other)}`,
    hint: 'Merge the triggers into one ScaledObject: KEDA refuses a second one on the same target.',
  };
}
