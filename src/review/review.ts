import { version } from '../version.ts';
import { changeOf, goneService } from './change/change.ts';
import { inOrder, type Side } from './side.ts';
import type { Review, ReviewFinding, ServiceReview, Summary } from './types.ts';

/** What is compared with, and how the user named it. */
export interface Before {
  readonly name: string;
  readonly side: Side;
}

/** The review of one side, with what a change does to it where there is a side before. */
export function reviewOf(now: Side, before?: Before): Review {
  const services = before === undefined ? reviewsOf(now) : compared(now, before.side);
  return {
    apiVersion: 'revcast.dev/v1',
    kind: 'Review',
    revcast: version,
    ...(before !== undefined && { against: before.name }),
    summary: summaryOf(services, now.findings, before !== undefined),
    services,
    findings: now.findings,
  };
}

function reviewsOf({ services }: Side): ServiceReview[] {
  return services.map(({ review }) => review);
}

function compared(now: Side, before: Side): ServiceReview[] {
  const old = new Map(reviewsOf(before).map((review) => [review.id, review]));
  const present = reviewsOf(now).map((review) => ({
    ...review,
    change: changeOf(review, old.get(review.id)),
  }));
  const ids = new Set(present.map(({ id }) => id));
  const gone = [...old.values()].filter(({ id }) => !ids.has(id)).map(goneService);
  return [...present, ...gone].sort(inOrder);
}

function summaryOf(
  services: readonly ServiceReview[],
  findings: readonly ReviewFinding[],
  isCompared: boolean,
): Summary {
  const present = services.filter(({ change }) => change?.kind !== 'gone');
  return {
    services: present.length,
    modes: counted(present.map(({ mode }) => mode)),
    ...(isCompared && {
      changes: counted(
        services.flatMap(({ change }) => (change === undefined ? [] : [change.kind])),
      ),
    }),
    findings: {
      error: 0,
      warning: 0,
      info: 0,
      ...counted(findings.map(({ severity }) => severity)),
    },
  };
}

function counted<Word extends string>(words: readonly Word[]): Partial<Record<Word, number>> {
  const counts: Partial<Record<Word, number>> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
