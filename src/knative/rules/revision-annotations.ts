import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { parseDuration, second } from '../../go/duration.ts';
import { parseFloat64 } from '../../go/numbers.ts';
import { parseQuantity } from '../../go/quantity.ts';
import type { Path } from '../../json.ts';
import { annotation, type FoundAnnotation, servingAnnotation } from '../keys.ts';
import type { Service, StringMap } from '../types.ts';
import { annotationPath, ownMetadata } from './paths.ts';

const queueQuantities = [
  servingAnnotation.queueCpuRequest,
  servingAnnotation.queueCpuLimit,
  servingAnnotation.queueMemoryRequest,
  servingAnnotation.queueMemoryLimit,
  servingAnnotation.queueStorageRequest,
  servingAnnotation.queueStorageLimit,
];

/** Knative's annotations outside of the autoscaling group. */
export function revisionAnnotationProblems(service: Service): Problem[] {
  const { annotations, ownAnnotations, kind } = service;
  const deadline = annotation(annotations, servingAnnotation.progressDeadline);
  const rollout = annotation(ownAnnotations, servingAnnotation.rolloutDuration);
  return [
    ...secondsProblems(deadline, annotationPath),
    ...(kind === 'Service' ? secondsProblems(rollout, ownPath) : []),
    ...percentageProblems(annotations),
    ...queueQuantities.flatMap((key) => quantityProblems(annotation(annotations, key))),
    ...networkingProblems(annotations),
  ];
}

function ownPath(key: string): Path {
  return [...ownMetadata, 'annotations', key];
}

/** An empty value counts as none. */
function secondsProblems(
  found: FoundAnnotation | undefined,
  pathOf: (key: string) => Path,
): Problem[] {
  if (found === undefined || found.value === '') return [];
  const duration = parseDuration(found.value);
  if (duration !== undefined && duration >= 0n && duration % second === 0n) return [];
  return [
    {
      code: 'RC2113',
      path: pathOf(found.key),
      message: `${found.key} is ${quoted(found.value)}, where a duration of whole seconds is expected`,
      hint: 'Write a duration such as "300s" or "5m".',
    },
  ];
}

function percentageProblems(annotations: StringMap): Problem[] {
  const found = annotation(annotations, servingAnnotation.queueResourcePercentage);
  if (found === undefined) return [];
  const { value, error } = parseFloat64(found.value);
  if (error === undefined && !(value < 0.1 || value > 100)) return [];
  return [queueProblem(found, 'a number from 0.1 to 100')];
}

function quantityProblems(found: FoundAnnotation | undefined): Problem[] {
  if (found === undefined || parseQuantity(found.value) !== undefined) return [];
  return [queueProblem(found, 'a quantity such as "100m" or "64Mi"')];
}

function queueProblem({ key, value }: FoundAnnotation, expected: string): Problem {
  return {
    code: 'RC2115',
    path: annotationPath(key),
    message: `${key} is ${quoted(value)}, where ${expected} is expected`,
    hint: 'Correct it, or delete the line.',
  };
}

const networking = 'networking.knative.dev';
/** What knative/networking `pkg/apis/networking` allows, in both spellings. */
const networkingNames = [
  'ingress-class',
  'ingress.class',
  'certificate-class',
  'certificate.class',
  'disable-auto-tls',
  'disableAutoTLS',
  'disable-external-domain-tls',
  'http-protocol',
  'httpOption',
];

function networkingProblems(annotations: StringMap): Problem[] {
  return Object.keys(annotations)
    .filter((key) => key.startsWith(networking))
    .filter((key) => !networkingNames.some((name) => key === `${networking}/${name}`))
    .map((key) => ({
      code: 'RC2116',
      path: annotationPath(key),
      message: `${key} is not an annotation that Knative allows on a template`,
      hint: "Delete it, or move it to the Service's own metadata.",
    }));
}
