import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { annotation, autoscaling, hpaClass, kpaClass } from '../keys.ts';
import { templateAnnotation } from '../scaling/problem.ts';
import type { Service } from '../types.ts';

const classes = [hpaClass, kpaClass];

/**
 * Outside of knative.dev the webhook takes any class, and Knative waits for whoever serves it: a
 * misspelt one nobody does.
 */
export function classProblems({ annotations }: Service): Problem[] {
  const found = annotation(annotations, autoscaling.class);
  if (found === undefined || found.value.endsWith('.knative.dev')) return [];
  const { key, value } = found;
  const meant = classes.find((each) => each.startsWith(`${value}.`)) ?? nearest(value, classes, 4);
  if (meant === undefined) return [];
  return [
    {
      code: 'RC2706',
      path: templateAnnotation(key),
      message: `the class is ${quoted(value)}, which neither Knative nor the extension scales`,
      hint: `Did you mean ${meant}?`,
    },
  ];
}
