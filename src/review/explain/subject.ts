import { castRevision } from '../../cast.ts';
import { type Choice, choose } from '../../choose.ts';
import { readSteering, type Steering } from '../../knative/steering.ts';
import type { Revision, Service } from '../../knative/types.ts';
import type { Edit } from '../../manifest/types.ts';
import type { Outcome } from '../../outcome.ts';
import type { ReviewedService, Side } from '../side.ts';
import type { ServiceReview } from '../types.ts';

/** A Service, and what its explanation is told from: decided again, as rendering decides. */
export interface Subject {
  readonly side: Side;
  readonly review: ServiceReview;
  readonly outcome: Outcome;
  readonly steering: Steering;
  readonly choice: Choice;
  /** With what is written into it: by --takeover, and to pin its revision. */
  readonly service: Service;
  readonly edits: readonly Edit[];
  /** Absent where none was predicted. */
  readonly revision?: Revision;
  /** The Service's, or the one that it is taken to get. */
  readonly namespace: string;
}

export function subjectOf({ review, outcome }: ReviewedService, side: Side): Subject {
  const { service } = outcome;
  const steering = readSteering(service);
  const choice = choose(service, steering, side.input);
  const known = { side, review, outcome, steering, choice };
  const namespace = service.namespace ?? side.settings.namespace ?? 'default';
  if (choice.treatment === 'left') return { ...known, service, edits: [], namespace };
  const cast = castOf(service, steering, choice, side);
  const { revision } = cast;
  return {
    ...known,
    service: cast.service,
    edits: cast.edits,
    namespace,
    ...(revision !== undefined && { revision }),
  };
}

/** Into a Service whose ScaledObject comes from elsewhere nothing is written. */
function castOf(
  service: Service,
  steering: Steering,
  { treatment }: Choice,
  { settings, input }: Side,
): ReturnType<typeof castRevision> {
  if (treatment === 'generated' || treatment === 'own') {
    return castRevision(service, treatment, steering, { ...input, settings });
  }
  const untouched = { ...settings, takeover: false, revisionNames: 'predict' } as const;
  const unpinned = { ...steering, revisionNames: undefined };
  return castRevision(service, 'own', unpinned, { ...input, settings: untouched });
}
