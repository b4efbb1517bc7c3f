import { version } from '../version.ts';
import { decisionSteps } from './explain/decision.ts';
import { generatedSteps } from './explain/generated.ts';
import { ownSteps } from './explain/own.ts';
import { refusedSteps } from './explain/refused.ts';
import { revisionSteps } from './explain/revision.ts';
import { type Subject, subjectOf } from './explain/subject.ts';
import { unwrittenSteps } from './explain/unwritten.ts';
import type { ReviewedService, Side } from './side.ts';
import type { Explanation, Step } from './types.ts';

/** Where each field of a Service's ScaledObject comes from, step by step. */
export function explain(service: ReviewedService, side: Side): Explanation {
  const { id, source, origin } = service.review;
  const subject = subjectOf(service, side);
  return {
    apiVersion: 'revcast.dev/v1',
    kind: 'Explanation',
    revcast: version,
    service: id,
    source,
    ...(origin !== undefined && { rendered: origin }),
    steps: [
      ...decisionSteps(subject),
      ...revisionSteps(subject),
      ...scaledObjectSteps(subject),
      ...refusedSteps(subject),
    ],
  };
}

function scaledObjectSteps(subject: Subject): Step[] {
  const { scaledObject } = subject.review;
  if (scaledObject === undefined) return [];
  const steps =
    subject.choice.treatment === 'own'
      ? ownSteps(scaledObject, subject)
      : generatedSteps(scaledObject, subject);
  return [...steps, ...unwrittenSteps(scaledObject, subject)];
}
