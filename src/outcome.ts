import type { Binding } from './bind.ts';
import { type CastContext, castRevision } from './cast.ts';
import { type Choice, choose } from './choose.ts';
import type { Code } from './diagnostics/codes.ts';
import { hasError, type Located, locatedIn } from './diagnostics/finding.ts';
import type { Problem } from './diagnostics/types.ts';
import { hookProblems } from './gitops/helm-hook.ts';
import { hostAnnotations, waveProblems } from './gitops/host-annotations.ts';
import { type JsonObject, objectAt } from './json.ts';
import { completion } from './keda/complete.ts';
import { kedaProblems, targetProblems } from './keda/rules.ts';
import { staleQueries } from './keda/stale-queries.ts';
import { readScaling } from './knative/annotations.ts';
import { knativeProblems } from './knative/rules.ts';
import { readSteering, type Steering } from './knative/steering.ts';
import type { Revision, Service, StringMap } from './knative/types.ts';
import { make } from './make.ts';
import { applyEdits } from './manifest/edit.ts';
import type { Edit, Manifest } from './manifest/types.ts';
import { overlayPath } from './overlay.ts';

/**
 * What becomes of a Service: `generated` (revcast makes its ScaledObject), `own` (the user's is
 * completed), `extension` (left to automatic creation), `expected` (comes from elsewhere), `left`
 * (not KEDA's, or skipped), `refused` (it has errors).
 */
export type Treatment = Choice['treatment'] | 'refused';

export interface Outcome {
  readonly service: Service;
  readonly treatment: Treatment;
  readonly problems: readonly Located[];
  readonly revision?: Revision;
  /** The ScaledObject as it is written: generated, or the user's own, completed. */
  readonly scaledObject?: JsonObject;
  readonly serviceEdits: readonly Edit[];
  /** The user's own ScaledObject as it was read, and what completes it. */
  readonly own?: { readonly manifest: Manifest; readonly edits: readonly Edit[] };
}

/** What decides an outcome besides the Service itself. */
export interface Context extends CastContext {
  readonly binding: Binding;
  readonly limitRanges: readonly JsonObject[];
}

/** What revcast does not generate for, though the extension might: overflows, odd templates and URLs. */
const takenByExtension: ReadonlySet<Code> = new Set<Code>(['RC3010', 'RC3032', 'RC3034']);

/**
 * The way of one Service: choose, check, take over, predict, then make or complete. `found` is what
 * was wrong when it was read.
 */
export function outcomeOf(service: Service, found: readonly Problem[], context: Context): Outcome {
  const steering = readSteering(service);
  const choice = choose(service, steering, context);
  const problems = locatedIn(service.manifest, [
    ...found,
    ...steering.problems,
    ...(steering.mode === 'skip' ? [] : knativeProblems(service, context.cluster)),
    ...choice.problems,
  ]);
  switch (choice.treatment) {
    case 'generated':
      return generated(service, steering, problems, context);
    case 'own':
      return completed(service, choice.own, steering, problems, context);
    case 'extension':
    case 'expected': {
      const { problems: mistakes } = readScaling(service, context.cluster);
      const isLeft = choice.treatment === 'extension';
      const told = mistakes.filter(({ code }) => !(isLeft && takenByExtension.has(code)));
      problems.push(...locatedIn(service.manifest, told));
      break;
    }
    case 'left':
      if (choice.bound !== undefined) problems.push(choice.bound);
  }
  const treatment = hasError(problems) ? 'refused' : choice.treatment;
  return { service, treatment, problems, serviceEdits: [] };
}

function generated(
  service: Service,
  steering: Steering,
  problems: Located[],
  context: Context,
): Outcome {
  const { scaling, problems: mistakes } = readScaling(service, context.cluster);
  const cast = castRevision(service, 'generated', steering, context);
  const made =
    scaling &&
    cast.revision &&
    make(cast.service, cast.revision, scaling, steering.overlay, context);
  // Knative has told of bounds that cross: KEDA would say the same again.
  const isTold = problems.some(({ problem }) => problem.code === 'RC2102');
  const checked = (made?.problems ?? []).filter(({ code }) => !(isTold && code === 'RC4101'));
  const found = [...mistakes, ...cast.problems, ...checked, ...hookProblems(service)];
  const all = [...problems, ...locatedIn(service.manifest, found)];
  if (cast.revision === undefined || made === undefined || hasError(all)) {
    return { service, treatment: 'refused', problems: all, serviceEdits: [] };
  }
  const { revision, edits: serviceEdits } = cast;
  const { scaledObject } = made;
  return { service, treatment: 'generated', problems: all, revision, scaledObject, serviceEdits };
}

function completed(
  service: Service,
  manifest: Manifest,
  steering: Steering,
  problems: Located[],
  context: Context,
): Outcome {
  const cast = castRevision(service, 'own', steering, context);
  const overlay = steering.overlay === undefined ? [] : [overlayUnused()];
  const found = [...problems, ...locatedIn(service.manifest, [...cast.problems, ...overlay])];
  const { revision, edits: serviceEdits } = cast;
  if (revision === undefined) {
    return { service, treatment: 'refused', problems: found, serviceEdits: [] };
  }
  const present = (objectAt(manifest.value, ['metadata', 'annotations']) ?? {}) as StringMap;
  const added = hostAnnotations(context.settings, service, present);
  const { edits, problems: queryProblems } = completion(manifest.value, revision, added);
  const scaledObject = applyEdits(manifest.value, edits);
  const { cluster, limitRanges } = context;
  const all = [
    ...found,
    ...locatedIn(manifest, [
      ...queryProblems,
      ...staleQueries(scaledObject, revision),
      ...kedaProblems(scaledObject),
      ...waveProblems(scaledObject, service, context.settings),
    ]),
    ...locatedIn(service.manifest, targetProblems(scaledObject, service, cluster, limitRanges)),
  ];
  if (hasError(all)) return { service, treatment: 'refused', problems: all, serviceEdits: [] };
  const own = { manifest, edits };
  return { service, treatment: 'own', problems: all, revision, scaledObject, serviceEdits, own };
}

function overlayUnused(): Problem {
  return {
    code: 'RC5011',
    path: overlayPath,
    message: 'the Service has a ScaledObject of its own, which the overlay does not change',
    hint: 'Edit that ScaledObject instead, and delete the annotation.',
  };
}
