import type { ChangeKind, RevisionReview, ServiceReview } from '../types.ts';

/** How the revision's name was found: short, for beside the name. */
export function predictionText({ prediction }: Pick<RevisionReview, 'prediction'>): string {
  return predictions[prediction];
}

const predictions: Readonly<Record<RevisionReview['prediction'], string>> = {
  given: 'named by its template',
  pinned: 'pinned',
  live: 'from the cluster',
  hint: 'by hint',
  lock: 'from the lock',
  initial: 'initial',
};

/** `generate`, `skipped: class kpa.autoscaling.knative.dev`. */
export function modeText({ mode, reason }: Pick<ServiceReview, 'mode' | 'reason'>): string {
  return reason === undefined ? mode : `${mode}: ${reason}`;
}

export function changeText(kind: ChangeKind): string {
  return changes[kind];
}

const changes: Readonly<Record<ChangeKind, string>> = {
  new: 'new',
  gone: 'gone',
  revision: 'new revision',
  scaling: 'scaling changed',
  same: 'same',
};
