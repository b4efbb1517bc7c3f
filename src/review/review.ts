import { version } from '../version.ts';
import { type Changed, causesOf } from './change/causes.ts';
import { changeOf, goneService } from './change/change.ts';
import type { Subject } from './change/types.ts';
import { inOrder, type Side } from './side.ts';
import type { Cause, Review, ReviewFinding, ServiceReview, Summary } from './types.ts';

/** What is compared with, and how the user named it. */
export interface Before {
  readonly name: string;
  readonly side: Side;
}

/** The review of one side, with what a change does to it where there is a side before. */
export function reviewOf(now: Side, before?: Before): Review {
  const { services, causes } =
    before === undefined ? { services: reviewsOf(now), causes: [] } : compared(now, before.side);
  return {
    apiVersion: 'revcast.dev/v1',
    kind: 'Review',
    revcast: version,
    ...(before !== undefined && { against: before.name }),
    summary: summaryOf(services, now.findings, before !== undefined),
    ...(causes.length > 0 && { causes }),
    services,
    findings: now.findings,
  };
}

function reviewsOf({ services }: Side): ServiceReview[] {
  return services.map(({ review }) => review);
}

function compared(now: Side, before: Side): { services: ServiceReview[]; causes: Cause[] } {
  const old = new Map(subjectsOf(before).map((subject) => [subject.review.id, subject]));
  const changed: Changed[] = [];
  const present = subjectsOf(now).map((subject): ServiceReview => {
    const { review } = subject;
    const was = old.get(review.id);
    const change = changeOf(subject, was);
    old.delete(review.id);
    if (was !== undefined) changed.push({ now: subject, before: was, change });
    return { ...review, change };
  });
  const gone = [...old.values()].map(goneService);
  const causes = causesOf(now.input.cluster, before.input.cluster, changed);
  return { services: [...present, ...gone].sort(inOrder), causes };
}

function subjectsOf({ services, input }: Side): Subject[] {
  return services.map((service) => ({ ...service, cluster: input.cluster }));
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
