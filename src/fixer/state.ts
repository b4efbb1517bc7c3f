import { parseBool } from '../go/numbers.ts';
import { type JsonObject, stringAt } from '../json.ts';
import { autoscaling, extension, hpaClass, revcast, serving } from '../knative/keys.ts';
import {
  annotationOf,
  condition,
  createdAt,
  integer,
  label,
  numberAt,
  objectState,
  objectsAt,
  ownAnnotations,
  present,
  trafficOf,
} from './state/fields.ts';
import { hashWithoutLinks, revisionTemplateHash } from './state/template-of.ts';
import type {
  ConfigurationState,
  HorizontalPodAutoscalerState,
  PodAutoscalerState,
  RevisionState,
  RouteState,
  ServiceState,
} from './types.ts';

export { scaledObjectState } from './state/scaled-object.ts';

export function serviceState(object: JsonObject): ServiceState | undefined {
  const state = objectState(object);
  return (
    state && {
      ...state,
      annotations: ownAnnotations(object),
      ...latest(object),
      traffic: trafficOf(object),
    }
  );
}

export function configurationState(object: JsonObject): ConfigurationState | undefined {
  const state = objectState(object);
  return (
    state && {
      ...state,
      annotations: ownAnnotations(object),
      ...present({ ownerUid: controllerUid(object, 'Service') }),
      generation: numberAt(object, ['metadata', 'generation']) ?? 0,
      ...latest(object),
    }
  );
}

function latest(object: JsonObject): { latestCreated?: string; latestReady?: string } {
  return present({
    latestCreated: stringAt(object, ['status', 'latestCreatedRevisionName']),
    latestReady: stringAt(object, ['status', 'latestReadyRevisionName']),
  });
}

export function routeState(object: JsonObject): RouteState | undefined {
  const state = objectState(object);
  return state && { ...state, traffic: trafficOf(object) };
}

/** undefined as well for a revision that no Configuration owns. */
export function revisionState(object: JsonObject): RevisionState | undefined {
  const state = objectState(object);
  const configuration = label(object, serving.configuration);
  if (state === undefined || configuration === undefined) return undefined;
  const scalingClass = annotationOf(object, autoscaling.class);
  const autoCreate = parseBool(annotationOf(object, extension.autoCreate) ?? '');
  // The hash is by far the dearest of all that is read here.
  const isHashed = (scalingClass ?? hpaClass) === hpaClass && autoCreate !== true;
  return {
    ...state,
    configuration,
    ...present({
      service: label(object, serving.service),
      ownerUid: controllerUid(object, 'Configuration'),
      scalingClass,
      autoCreate,
    }),
    generation: integer(label(object, serving.configurationGeneration)),
    templateHash: isHashed ? revisionTemplateHash(object) : '',
    ...(isHashed && present({ hashWithoutLinks: hashWithoutLinks(object) })),
    createdAt: createdAt(object),
  };
}

export function podAutoscalerState(object: JsonObject): PodAutoscalerState | undefined {
  const state = objectState(object);
  return (
    state && {
      ...state,
      isReady: condition(object, 'Ready')?.status === 'True',
      ...present({
        scalingClass: annotationOf(object, autoscaling.class),
        ownerUid: controllerUid(object, 'Revision'),
        replicas: annotationOf(object, revcast.replicas),
      }),
    }
  );
}

export function horizontalPodAutoscalerState(
  object: JsonObject,
): HorizontalPodAutoscalerState | undefined {
  const state = objectState(object);
  return (
    state && {
      ...state,
      currentReplicas: numberAt(object, ['status', 'currentReplicas']) ?? 0,
      desiredReplicas: numberAt(object, ['status', 'desiredReplicas']) ?? 0,
    }
  );
}

/** uid of the object of a kind that controls this one. */
function controllerUid(object: JsonObject, kind: string): string | undefined {
  const owners = objectsAt(object, ['metadata', 'ownerReferences']);
  return stringAt(
    owners.find((each) => each.controller === true && each.kind === kind),
    ['uid'],
  );
}
