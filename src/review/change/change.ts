import type { Change, ServiceReview } from '../types.ts';

/** What became of a Service, against what it was. */
export function changeOf(now: ServiceReview, before: ServiceReview | undefined): Change {
  if (before === undefined) return { kind: 'new', fields: [], meanings: [] };
  const isRolled = now.revision?.templateHash !== before.revision?.templateHash;
  return { kind: isRolled ? 'revision' : 'same', before: past(before), fields: [], meanings: [] };
}

/** A Service that is not there any more, as it was. */
export function goneService(before: ServiceReview): ServiceReview {
  return { ...before, change: { kind: 'gone', before: past(before), fields: [], meanings: [] } };
}

function past({
  mode,
  reason,
  revision,
  scale,
  scaledObject,
}: ServiceReview): NonNullable<Change['before']> {
  return {
    mode,
    ...(reason !== undefined && { reason }),
    ...(revision !== undefined && { revision }),
    ...(scale !== undefined && { scale }),
    ...(scaledObject !== undefined && { scaledObject }),
  };
}
