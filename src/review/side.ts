import type { Binding } from '../bind.ts';
import type { Finding, ObjectRef, Position } from '../diagnostics/types.ts';
import { groupBy } from '../group.ts';
import type { Input } from '../input.ts';
import { locate } from '../manifest/locate.ts';
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
  const objects = groupBy(
    services.flatMap((service) => objectsOf(service, input.binding)),
    ({ key }) => key,
  );
  return {
    settings,
    input,
    services: services.sort((a, b) => inOrder(a.review, b.review)),
    findings: findings.map((finding) => withService(finding, objects)),
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

/** An object of a Service. */
interface Placed {
  readonly key: string;
  readonly id: string;
  readonly manifest: Manifest;
}

function objectsOf({ review, outcome: { service } }: ReviewedService, { own }: Binding): Placed[] {
  const bound = own.get(service);
  const manifests = [service.manifest, ...(bound === undefined ? [] : [bound])];
  return manifests.map((manifest) => ({
    key: keyOf(refOf(manifest.value)),
    id: review.id,
    manifest,
  }));
}

/** Of two objects of one name it is the one that the place is in. */
function withService(
  finding: Finding,
  objects: ReadonlyMap<string, readonly Placed[]>,
): ReviewFinding {
  const { object, source } = finding;
  const named = object === undefined ? [] : (objects.get(keyOf(object)) ?? []);
  const holding =
    named.length > 1 && source !== undefined ? named.findLast(begins(source)) : undefined;
  const found = holding ?? named[0];
  return found === undefined ? finding : { ...finding, service: found.id };
}

/** Whether an object begins before a place of its file. To find that out takes reading its text. */
function begins({ file, line }: Position): (placed: Placed) => boolean {
  return ({ manifest: { document, at } }) =>
    document.source.name === file && locate(document, at).line <= line;
}

function keyOf({ apiVersion, kind, namespace = '', name }: ObjectRef): string {
  return [apiVersion, kind, namespace, name].join(' ');
}
