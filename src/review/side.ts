import type { Finding, ObjectRef } from '../diagnostics/types.ts';
import type { Input } from '../input.ts';
import { refOf } from '../manifest/stream.ts';
import type { Manifest } from '../manifest/types.ts';
import type { Outcome } from '../outcome.ts';
import type { Settings } from '../settings.ts';
import type { Decided } from './decided.ts';
import { serviceReview } from './service.ts';
import type { ReviewFinding, ServiceReview } from './types.ts';

/** One state of the manifests: what is to be merged, or what it is compared with. */
export interface Side {
  readonly settings: Settings;
  readonly input: Input;
  /** By namespace, then by name. */
  readonly services: readonly ReviewedService[];
  readonly findings: readonly ReviewFinding[];
}

/** A Service as it is shown, and what it was made from. */
export interface ReviewedService {
  readonly review: ServiceReview;
  readonly outcome: Outcome;
}

export function sideOf({ settings, input, outcomes, findings }: Decided): Side {
  const taken = new Map<string, number>();
  const services = outcomes.map((outcome) => ({
    review: serviceReview(outcome, unique(idOf(outcome, settings), taken), { ...input, settings }),
    outcome,
  }));
  const idOfObject = new Map(services.flatMap(objectsOf));
  return {
    settings,
    input,
    services: services.sort((a, b) => inOrder(a.review, b.review)),
    findings: findings.map((finding) => withService(finding, idOfObject)),
  };
}

/** By namespace, then by name, the same in every locale. */
export function inOrder(a: ServiceReview, b: ServiceReview): number {
  return compare(a.namespace ?? '', b.namespace ?? '') || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function idOf({ service }: Outcome, settings: Settings): string {
  const namespace = service.namespace ?? settings.namespace;
  return namespace === undefined ? service.name : `${namespace}/${service.name}`;
}

/** Two of one name are an error, and still are two. */
function unique(id: string, taken: Map<string, number>): string {
  const count = (taken.get(id) ?? 0) + 1;
  taken.set(id, count);
  return count === 1 ? id : `${id}#${count}`;
}

function objectsOf({ review, outcome }: ReviewedService): [string, string][] {
  const manifests: Manifest[] = [outcome.service.manifest];
  if (outcome.own !== undefined) manifests.push(outcome.own.manifest);
  return manifests.map(({ value }) => [keyOf(refOf(value)), review.id]);
}

function withService(finding: Finding, idOfObject: ReadonlyMap<string, string>): ReviewFinding {
  const service = finding.object && idOfObject.get(keyOf(finding.object));
  return service === undefined ? finding : { ...finding, service };
}

function keyOf({ apiVersion, kind, namespace = '', name }: ObjectRef): string {
  return [apiVersion, kind, namespace, name].join(' ');
}
