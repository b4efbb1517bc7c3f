import { hash } from 'node:crypto';

/** Kubernetes' limit for the names that become labels: here all of them. */
const longest = 63;
const md5Length = 32;
/** What is left of a name whose other part is a hash. */
const head = longest - md5Length;

/**
 * Knative's name for what belongs to `parent` (`kmeta.ChildName` of knative.dev/pkg). At most 63
 * characters for ASCII input; different for different parents, up to collisions of MD5.
 */
export function childName(parent: string, suffix: string): string {
  if (parent.length + suffix.length <= longest) return parent + suffix;
  if (suffix.length < head) return parent.slice(0, head - suffix.length) + md5(parent) + suffix;
  const hashed = parent.slice(0, head) + md5(parent + suffix);
  return (hashed + suffix).slice(0, longest).replace(/[^a-zA-Z0-9]+$/, '');
}

/**
 * The name that Knative gives to a revision itself. Generations count from 1; below 0, which no
 * cluster has, the sign is one of the five digits, as in Go's `%05d`.
 */
export function revisionName(configuration: string, generation: number): string {
  const digits = String(Math.abs(generation));
  const padded = generation < 0 ? `-${digits.padStart(4, '0')}` : digits.padStart(5, '0');
  return childName(configuration, `-${padded}`);
}

/** The name of a revision's Deployment. */
export function deploymentName(revision: string): string {
  return childName(revision, deploymentSuffix);
}

const deploymentSuffix = '-deployment';

/** No vowels and no digits: a pin spells no word and no generation. */
const pinLetters = 'bcdfghjklmnpqrstvwxz';
const pinLength = 10;
const pinShape = new RegExp(`^[${pinLetters}]{${pinLength}}$`);

/** The longest name of a Service whose revisions can be pinned. */
export const longestPinnable: number = longest - 1 - pinLength;

/**
 * The name of a revision after its content: `<configuration>-<pin>`. The same for the same hash, in
 * every cluster and for ever; never what Knative would name a generation.
 */
export function pinnedName(configuration: string, templateHash: string): string {
  // 48 bits: a whole number for a double, and more than the 43 bits that ten letters hold.
  let rest = Number.parseInt(templateHash.slice(0, 12), 16);
  let pin = '';
  for (let i = 0; i < pinLength; i++) {
    pin += pinLetters.charAt(rest % pinLetters.length);
    rest = Math.floor(rest / pinLetters.length);
  }
  return `${configuration}-${pin}`;
}

/** Whether a revision's name has the shape of a pin, of this template or of an older one. */
export function isPinned(configuration: string, revision: string): boolean {
  return pinShape.test(suffixOf(configuration, revision) ?? '');
}

/** The number in a revision's name that Knative gave, or could give. */
export function generationIn(configuration: string, revision: string): number | undefined {
  const suffix = suffixOf(configuration, revision) ?? '';
  return /^(\d{5}|[1-9]\d{5,})$/.test(suffix) ? Number(suffix) : undefined;
}

function suffixOf(configuration: string, revision: string): string | undefined {
  return revision.startsWith(`${configuration}-`)
    ? revision.slice(configuration.length + 1)
    : undefined;
}

/**
 * Generations up to which the Deployment of a Service with a long name is recognized: Knative hashes
 * such a name, and only trying tells which generation it was.
 */
const triedGenerations = 9999;

/**
 * Whether a Deployment is named like one of a Service's revisions: of any generation, or pinned. A
 * name that only starts like the Service's counts when the Service gives its revisions their names,
 * because `shop-worker-deployment` need not belong to Service `shop`.
 */
export function isRevisionDeploymentOf(
  deployment: string,
  service: string,
  givesNames = false,
): boolean {
  if (!deployment.endsWith(deploymentSuffix)) return false;
  const revision = deployment.slice(0, -deploymentSuffix.length);
  if (generationIn(service, revision) !== undefined || isPinned(service, revision)) return true;
  if (givesNames && /[a-z0-9]$/.test(suffixOf(service, revision) ?? '')) return true;
  return isHashedDeploymentOf(deployment, service);
}

function isHashedDeploymentOf(deployment: string, service: string): boolean {
  const first = deploymentName(revisionName(service, 1));
  const kept = head - deploymentSuffix.length;
  const isHashed = first !== revisionName(service, 1) + deploymentSuffix;
  if (!isHashed || first.slice(0, kept) !== deployment.slice(0, kept)) return false;
  for (let generation = 1; generation <= triedGenerations; generation++) {
    if (deploymentName(revisionName(service, generation)) === deployment) return true;
  }
  return false;
}

/**
 * The Service that a Deployment belongs to by its name. Of several it is the one with the longest
 * name: `a-b-00001-deployment` belongs to `a-b`, not to `a`.
 */
export function ownerOfDeployment(
  deployment: string,
  services: readonly string[],
  givesNames: (service: string) => boolean = () => false,
): string | undefined {
  let owner: string | undefined;
  for (const service of services) {
    if (owner !== undefined && service.length <= owner.length) continue;
    if (isRevisionDeploymentOf(deployment, service, givesNames(service))) owner = service;
  }
  return owner;
}

function md5(text: string): string {
  return hash('md5', text);
}
