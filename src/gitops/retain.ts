import type { StringMap } from '../knative/types.ts';
import type { Settings } from '../settings.ts';

const compareOptions = 'argocd.argoproj.io/compare-options';
const syncOptions = 'argocd.argoproj.io/sync-options';

/**
 * Annotations that keep a ScaledObject on the cluster after it is no longer rendered, because its
 * revision may still serve (Argo CD: sync options and compare options; Flux: kustomize-controller's
 * prune annotation; Helm: its resource policy). Where it is to go, Argo CD alone can wait until the
 * next revision is ready; it looks at what the ScaledObject was last applied with.
 */
export function retainAnnotations(
  { host, oldRevisions }: Pick<Settings, 'host' | 'oldRevisions'>,
  present: StringMap,
): StringMap {
  const isPruned = oldRevisions === 'prune';
  if (host === 'argocd') {
    const sync = withOption(present[syncOptions], isPruned ? 'PruneLast=true' : 'Prune=false');
    if (isPruned) return { [syncOptions]: sync };
    const compare = withOption(present[compareOptions], 'IgnoreExtraneous');
    return { [compareOptions]: compare, [syncOptions]: sync };
  }
  if (isPruned || host === 'none') return {};
  if (host === 'helm') return { 'helm.sh/resource-policy': 'keep' };
  return { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
}

/** Argo CD's option lists are comma-separated; of one option given twice the last counts. */
function withOption(list: string | undefined, option: string): string {
  const name = option.split('=')[0] ?? option;
  const others = (list ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && each.split('=')[0] !== name);
  return [...others, option].join(',');
}
