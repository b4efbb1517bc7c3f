import type { Review, ReviewFinding, ServiceReview } from '../../types.ts';

export function cautionsOf({ change }: ServiceReview): readonly string[] {
  return (change?.meanings ?? [])
    .filter(({ level }) => level === 'caution')
    .map(({ message }) => message);
}

/** Whether people have to know of it: with `against`, what stays the same is left out. */
export function isTold({ change }: ServiceReview): boolean {
  return change === undefined || change.kind !== 'same' || change.meanings.length > 0;
}

/** How much a Service matters to who has room for few: the least number first. */
export function rankOf({ findings }: Review): (service: ServiceReview) => number {
  const severities = new Map<string, Set<ReviewFinding['severity']>>();
  for (const { service, severity } of findings) {
    if (service === undefined) continue;
    severities.set(service, (severities.get(service) ?? new Set()).add(severity));
  }
  return (service) => {
    const found = severities.get(service.id);
    if (cautionsOf(service).length > 0) return 0;
    if (found?.has('error')) return 1;
    if ((service.change?.fields.length ?? 0) > 0) return 2;
    if (service.change !== undefined && service.change.kind !== 'same') return 3;
    return found?.has('warning') ? 4 : 5;
  };
}
