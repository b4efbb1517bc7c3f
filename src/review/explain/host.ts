import { hostAnnotations } from '../../gitops/host-annotations.ts';
import { type Json, objectAt, type Path } from '../../json.ts';
import type { StringMap } from '../../knative/types.ts';
import { fromService } from './places.ts';
import type { Subject } from './subject.ts';
import type { Origin } from './tree.ts';

const syncWave = 'argocd.argoproj.io/sync-wave';

/** Where an annotation for whoever applies the ScaledObject comes from; `before` has none of them. */
export function hostOrigin(path: Path, before: Json, subject: Subject): Origin | undefined {
  const [top, field, key] = path;
  if (top !== 'metadata' || field !== 'annotations') return undefined;
  const { settings } = subject.side;
  const { treatment } = subject.choice;
  if (treatment !== 'generated' && treatment !== 'own') return undefined;
  const present = (objectAt(before, ['metadata', 'annotations']) ?? {}) as StringMap;
  const added = hostAnnotations(settings, subject.service, present);
  const name = String(key);
  if (added[name] === undefined || added[name] === present[name]) return undefined;
  if (name === syncWave) {
    const reason = 'Argo CD applies the ScaledObject in the wave of its Service';
    return { tell: () => fromService(subject.service, syncWave, reason) };
  }
  const isKept = settings.oldRevisions === 'retain';
  const reason = isKept
    ? 'the ScaledObject stays when it is no longer rendered: its revision may still serve'
    : 'the ScaledObject goes, when it is no longer rendered, behind everything else';
  const origin = `--host ${settings.host}${isKept ? '' : ' --old-revisions prune'}`;
  return {
    tell: () => ({ from: 'flag', origin, reason }),
    shared: { as: 'host', root: ['metadata', 'annotations'] },
  };
}
