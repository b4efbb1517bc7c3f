import { type FoundService, findService } from '../review/explain/select.ts';
import type { ReviewedService, Side } from '../review/side.ts';

const shown = 10;

/** The Service that is meant: the one of that name, or the only one that scales. */
export function findSimulated(side: Side, name: string | undefined): FoundService {
  if (name !== undefined) return findService(side, name);
  const scaling = side.services.filter(({ review }) => review.scale !== undefined);
  const [only, ...others] = scaling;
  if (only === undefined) return { usage: noneScales(side.services) };
  if (others.length === 0) return { service: only };
  const ids = scaling.map(({ review }) => review.id);
  const more = ids.length > shown ? `, and ${ids.length - shown} more` : '';
  return {
    usage: `several Services scale: choose one with --service: ${ids.slice(0, shown).join(', ')}${more}`,
  };
}

function noneScales(services: readonly ReviewedService[]): string {
  return services.length === 0
    ? 'there is no Knative Service in the manifests'
    : 'no Service in the manifests scales with KEDA: revcast review shows why';
}
