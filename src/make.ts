import type { Problem } from './diagnostics/types.ts';
import { hostAnnotations, waveProblems } from './gitops/host-annotations.ts';
import { isObject, type JsonObject, objectAt } from './json.ts';
import { ledBack } from './keda/origin.ts';
import { fillQueries } from './keda/queries.ts';
import { kedaProblems, targetProblems } from './keda/rules.ts';
import { makeScaledObject } from './keda/scaled-object.ts';
import type { Scaling } from './knative/annotations.ts';
import { revcast } from './knative/keys.ts';
import type { Cluster, Revision, Service, StringMap } from './knative/types.ts';
import { applyEdits } from './manifest/edit.ts';
import { overlaid, readOverlay } from './overlay.ts';
import type { Settings } from './settings.ts';

export interface Made {
  readonly scaledObject: JsonObject;
  /** Of the Service: paths in the ScaledObject are led back to the annotations they come from. */
  readonly problems: readonly Problem[];
}

export interface MakeContext {
  readonly settings: Settings;
  readonly cluster: Cluster;
  readonly limitRanges: readonly JsonObject[];
}

/** Makes the ScaledObject of a revision, lays the Service's overlay over it, and checks it. */
export function make(
  service: Service,
  revision: Revision,
  scaling: Scaling,
  overlayText: string | undefined,
  { settings, cluster, limitRanges }: MakeContext,
): Made {
  const namespace = service.namespace ?? settings.namespace;
  const base: JsonObject = {
    ...makeScaledObject(scaling, service, revision, namespace ?? 'default'),
  };
  const { overlay, problems: overlayProblems } = readOverlay(overlayText);
  const laid =
    overlay === undefined ? { scaledObject: base, problems: [] } : lay(base, overlay, revision);
  const scaledObject = hosted(laid.scaledObject, service, settings);
  const ofObject = [
    ...laid.problems,
    ...kedaProblems(scaledObject),
    ...waveProblems(scaledObject, service, settings),
  ];
  return {
    scaledObject,
    problems: [
      ...overlayProblems,
      ...ofObject.map((problem) => ledBack(problem, service, base, overlay)),
      ...targetProblems(scaledObject, service, cluster, limitRanges),
      ...(namespace === undefined && asksNamespace(scaling) ? [unknownNamespace()] : []),
    ],
  };
}

function lay(base: JsonObject, overlay: JsonObject, revision: Revision): Made {
  const merged = overlaid(base, overlay);
  if (!isObject(merged)) return { scaledObject: base, problems: [] };
  const queries = fillQueries(merged, revision.name, base);
  const path = ['metadata', 'annotations', revcast.queryTemplates];
  const record =
    queries.templates === undefined ? [] : [{ op: 'set' as const, path, value: queries.templates }];
  return {
    scaledObject: applyEdits(merged, [...queries.edits, ...record]),
    problems: queries.problems,
  };
}

function hosted(scaledObject: JsonObject, service: Service, settings: Settings): JsonObject {
  const metadata = objectAt(scaledObject, ['metadata']) ?? {};
  const present = (metadata.annotations ?? {}) as StringMap;
  const added = hostAnnotations(settings, service, present);
  if (Object.keys(added).length === 0) return scaledObject;
  return { ...scaledObject, metadata: { ...metadata, annotations: { ...present, ...added } } };
}

/** Whether the ScaledObject carries the Service's namespace: only its own prometheus trigger does. */
function asksNamespace(scaling: Scaling): boolean {
  return scaling.from === 'annotations' && scaling.firstTrigger?.type === 'prometheus';
}

function unknownNamespace(): Problem {
  return {
    code: 'RC5012',
    path: ['metadata', 'name'],
    message: 'the Service names no namespace, and its trigger queries one: "default" is assumed',
    hint: 'Give the namespace with --namespace, or in the manifest.',
  };
}
